namespace Workflows.Server.Scheduling;

/// <summary>What became of an expected firing.</summary>
public enum FiringStatus
{
    /// <summary>It is due and claimed, and has not finished.</summary>
    Pending,

    /// <summary>It fired in time.</summary>
    Fired,

    /// <summary>It fired, but later than <see cref="ScheduleOptions.LateAfter"/>, or by hand.</summary>
    Late,

    /// <summary>It did not fire, on purpose; the reason says why.</summary>
    Skipped,

    /// <summary>It fired and what it set going failed.</summary>
    Failed,
}
