using Microsoft.Extensions.Options;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>The schedules of the registered jobs.</summary>
internal sealed class JobSchedules(IEnumerable<IModuleJob> jobs, IOptions<ScheduleOptions> options) : IScheduleSource
{
    private const string Prefix = "job:";

    private readonly Dictionary<string, IModuleJob> _jobs =
        jobs.ToDictionary(static job => Prefix + job.Name, StringComparer.Ordinal);

    // Jobs are fixed when the process starts.
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ValueTask<IReadOnlyList<ScheduleSpec>> ReadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ScheduleSpec>>([.. _jobs.Select(pair => new ScheduleSpec(
            pair.Key, ScheduleTarget.Job, pair.Value.Timing.Kind, pair.Value.Timing.Expression,
            pair.Value.Zone ?? options.Value.Zone, pair.Value.Misfire, pair.Value.Title))]);

    public bool IsWithdrawn(StoredSchedule schedule) => false;

    /// <summary>The job of a schedule; null when this process does not have it.</summary>
    public IModuleJob? Find(string scheduleId) => _jobs.GetValueOrDefault(scheduleId);
}
