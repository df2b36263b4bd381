namespace Workflows.Server.Scheduling.Jobs;

/// <summary>
/// Work of a module that runs by the clock, once for the whole installation. A module registers it with
/// <c>services.AddSingleton&lt;IModuleJob, …&gt;()</c>. It may run twice for one slot when a process dies, so it must be repeatable.
/// </summary>
public interface IModuleJob
{
    /// <summary>Name in lower case with hyphens; the schedule's id is <c>job:name</c>.</summary>
    string Name { get; }

    /// <summary>What it does, for people.</summary>
    string Title { get; }

    /// <summary>When it runs.</summary>
    JobTiming Timing { get; }

    /// <summary>IANA zone of its timing; null for the installation's (see <see cref="ScheduleOptions.Zone"/>).</summary>
    string? Zone => null;

    /// <summary>What becomes of missed runs.</summary>
    MisfirePolicy Misfire { get; }

    /// <summary>Runs; gives what it did in a few words, or null.</summary>
    Task<string?> RunAsync(CancellationToken cancellationToken);
}
