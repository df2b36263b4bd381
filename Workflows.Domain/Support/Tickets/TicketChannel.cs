namespace Workflows.Domain.Support.Tickets;

/// <summary>How a ticket or comment came in.</summary>
public enum TicketChannel
{
    /// <summary>Entered by staff.</summary>
    Web,

    /// <summary>Entered by the customer.</summary>
    Portal,

    /// <summary>By mail.</summary>
    Email,

    /// <summary>By telephone.</summary>
    Phone,

    /// <summary>By another system.</summary>
    Api,
}
