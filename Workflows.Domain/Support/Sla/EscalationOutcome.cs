namespace Workflows.Domain.Support.Sla;

/// <summary>What an escalation led to.</summary>
public enum EscalationOutcome
{
    /// <summary>People were told, or nothing was left to tell.</summary>
    Notified,

    /// <summary>Somebody else has the ticket now.</summary>
    Reassigned,

    /// <summary>Nobody was there to take it; the owner keeps it and the lead knows.</summary>
    NobodyAvailable,
}
