using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.Simulation;

/// <summary>The development switch for driving processes on a virtual clock.</summary>
public sealed class SimulatedTimeOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Workflows:SimulatedTime";

    /// <summary>Whether the whole server runs on a virtual clock that administrators move. Default: false; never in production.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// The first instant of the virtual clock on a new database; afterwards it goes on from where it stood. Default: null, the real
    /// time at the first start.
    /// </summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>Real time that one call may spend on driving the processes, 1 to 600 s. Default: 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Instants that one call may step through, 1 to 1 000 000. Default: 100 000.</summary>
    [Range(1, 1_000_000)]
    public int MaxSteps { get; set; } = 100_000;
}
