using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Tickets;

/// <summary>A message or internal note. Table <c>support_ticket_comments</c>; a message is never changed after it was written, a note may be.</summary>
public sealed class TicketComment : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Which side wrote it.</summary>
    public CommentAuthor Author { get; set; }

    /// <summary>Who wrote it. Null: the system.</summary>
    public Guid? AuthorId { get; set; }

    /// <summary>Staff only: never shown or mailed to the customer.</summary>
    public bool IsInternal { get; init; }

    /// <summary>An auto-responder's message: kept, but moves neither status nor clocks.</summary>
    public bool IsMachine { get; set; }

    /// <summary>The message, plain text.</summary>
    public required string Body { get; set; }

    /// <summary>How it came in.</summary>
    public TicketChannel Source { get; set; }

    /// <summary>Message-ID of the mail it came by, for threading. Null: not by mail.</summary>
    public string? MessageId { get; set; }

    /// <summary>Attached files, JSON array of references.</summary>
    public string Attachments { get; set; } = "[]";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
