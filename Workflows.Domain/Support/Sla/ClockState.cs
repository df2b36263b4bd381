namespace Workflows.Domain.Support.Sla;

/// <summary>State of a clock.</summary>
public enum ClockState
{
    /// <summary>Time counts.</summary>
    Running,

    /// <summary>Time stands still; what remains is kept.</summary>
    Paused,

    /// <summary>Stopped in time.</summary>
    Met,

    /// <summary>Stopped too late.</summary>
    Missed,

    /// <summary>Stopped without a result.</summary>
    Cancelled,
}
