namespace Workflows.Domain.Support.Policies;

/// <summary>What an escalation level does.</summary>
public enum EscalationAction
{
    /// <summary>Mail to assignee and team lead.</summary>
    NotifyLead,

    /// <summary>Hand over to the least-loaded present member of the escalation team.</summary>
    Reassign,

    /// <summary>Mail to the managers; afterwards the daily digest.</summary>
    NotifyManagers,
}
