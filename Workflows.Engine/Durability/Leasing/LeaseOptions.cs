using System.ComponentModel.DataAnnotations;

namespace Workflows.Engine.Durability.Leasing;

/// <summary>How long a server process may be silent before others take its work.</summary>
public sealed class LeaseOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Engine:Lease";

    /// <summary>
    /// Time after the last renewal by which a dead worker's work is with others. The worker itself trusts 0.8 of it, others may take its
    /// work from 0.9 on. Default: 15 s; 2 s to 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Renewal period. Must be at most a third of <see cref="Duration"/>. Default: 4 s.</summary>
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the worker acts on a renewal.</summary>
    internal TimeSpan Trusted => Duration * 0.8;

    /// <summary>How long the row keeps others off: so much less than <see cref="Duration"/> that they are done taking over by then.</summary>
    internal TimeSpan Kept => Duration * 0.9;
}
