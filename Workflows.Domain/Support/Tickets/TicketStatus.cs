namespace Workflows.Domain.Support.Tickets;

/// <summary>Where a ticket stands; <see cref="TicketTransitions"/> says what may follow.</summary>
public enum TicketStatus
{
    /// <summary>Nobody has worked on it yet.</summary>
    New,

    /// <summary>Being worked on.</summary>
    Open,

    /// <summary>Waiting for the customer; a reply opens it.</summary>
    Pending,

    /// <summary>Waiting for somebody else; a customer reply does not end it.</summary>
    OnHold,

    /// <summary>Answered; closes by itself, a reply reopens it.</summary>
    Resolved,

    /// <summary>Done; read-only except for reopening.</summary>
    Closed,

    /// <summary>Part of another ticket; final.</summary>
    Merged,
}
