namespace Workflows.Domain.Support.Tickets;

/// <summary>How urgent a ticket is; targets depend on it.</summary>
public enum TicketPriority
{
    /// <summary>Can wait.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Soon.</summary>
    High,

    /// <summary>Now; mails do not wait for working hours.</summary>
    Urgent,
}
