using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Payload of the event that tells a ticket's process to look at the row again.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Change">A <see cref="TicketChange"/> in snake_case.</param>
public sealed record TicketChanged(Guid TicketId, string Change)
{
    /// <summary>Name of the event.</summary>
    public const string EventName = "TicketChanged";

    /// <summary>The payload of a change.</summary>
    public static TicketChanged Of(Guid ticketId, TicketChange change) => new(ticketId, SnakeCaseEnum<TicketChange>.NameOf(change));
}
