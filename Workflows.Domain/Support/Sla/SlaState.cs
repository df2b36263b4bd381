namespace Workflows.Domain.Support.Sla;

/// <summary>A ticket's service level at a glance.</summary>
public enum SlaState
{
    /// <summary>In time.</summary>
    Ok,

    /// <summary>A warning level has passed.</summary>
    Warning,

    /// <summary>A target has passed.</summary>
    Breached,

    /// <summary>All clocks stand still.</summary>
    Paused,
}
