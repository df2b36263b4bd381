namespace Workflows.Domain.Support.Sla;

/// <summary>What a row of the clock log did.</summary>
public enum ClockAction
{
    /// <summary>Began counting.</summary>
    Start,

    /// <summary>Stopped counting for a while.</summary>
    Pause,

    /// <summary>Counts again.</summary>
    Resume,

    /// <summary>Target or calendar changed; consumed time stays.</summary>
    Recalculate,

    /// <summary>The target passed.</summary>
    Breach,

    /// <summary>Ended in time.</summary>
    Met,

    /// <summary>Ended too late.</summary>
    Missed,

    /// <summary>Ended without a result.</summary>
    Cancel,
}
