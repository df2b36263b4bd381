using Workflows.Domain.Shared.People;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Mails;

/// <summary>A mail about a ticket to some people.</summary>
/// <param name="Template">Template key below <c>support/</c>.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="Key">Dedupe key; the recipient is added to it.</param>
/// <param name="To">Recipients; doubles are dropped.</param>
internal sealed record TicketMail(string Template, Ticket Ticket, string Key, IReadOnlyList<User> To)
{
    /// <summary>Further members of the template's model.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether it waits for the recipient's working hours. Urgent tickets never wait.</summary>
    public bool InWorkingHours { get; init; }
}
