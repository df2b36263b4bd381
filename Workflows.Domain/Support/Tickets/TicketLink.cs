using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>
/// A link in a mail by which its recipient may answer or reopen without signing in. Table <c>support_ticket_links</c>; what may be
/// done through it is what the contact may do in the portal at that moment.
/// </summary>
public sealed class TicketLink : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Whom the mail went to.</summary>
    public Guid ContactId { get; set; }

    /// <summary>SHA-256 of the link's token.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
