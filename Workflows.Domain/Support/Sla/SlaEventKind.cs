namespace Workflows.Domain.Support.Sla;

/// <summary>What an SLA event tells.</summary>
public enum SlaEventKind
{
    /// <summary>A part of the target is used.</summary>
    Warning,

    /// <summary>The target passed: escalation level 1.</summary>
    Breach,

    /// <summary>A later level.</summary>
    Escalation,
}
