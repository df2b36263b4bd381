namespace Workflows.Server.Scheduling;

/// <summary>What becomes of firings that no server was there for.</summary>
public enum MisfirePolicy
{
    /// <summary>One late firing stands for all that were missed; the others are recorded as skipped.</summary>
    FireOnceNow,

    /// <summary>None is made up for; all are recorded as skipped.</summary>
    Skip,

    /// <summary>Each is made up for, in order.</summary>
    FireAll,
}
