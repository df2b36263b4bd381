using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>
/// A mail owed because of somebody's action, noted in the action's transaction and sent by the ticket's process. Table
/// <c>support_ticket_notices</c>.
/// </summary>
public sealed class TicketNotice : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier; part of the mail's dedupe key.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Which mail.</summary>
    public NoticeKind Kind { get; set; }

    /// <summary>The comment it tells of. Null: none.</summary>
    public Guid? CommentId { get; set; }

    /// <summary>The person concerned, e.g. the new assignee. Null: decided from the ticket when it is sent.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The assignee before, for a reassignment. Null: none.</summary>
    public Guid? OtherUserId { get; set; }

    /// <summary>When it became owed.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was dealt with. Null: owed.</summary>
    public DateTimeOffset? HandledAt { get; set; }

    /// <summary>What became of it: <c>sent</c>, <c>nobody</c>, <c>outdated</c>. Null: owed.</summary>
    public string? Outcome { get; set; }
}
