using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Messages;

/// <summary>A rendered mail, its journey and its outcome. Table <c>message_logs</c>; the template's model is not kept.</summary>
public sealed class MessageLog : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier; also the left part of the Message-ID.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Unique per tenant.</summary>
    public required string DedupeKey { get; set; }

    /// <summary>Template it was rendered from.</summary>
    public required string TemplateKey { get; set; }

    /// <summary>Recipient.</summary>
    public required string ToAddress { get; set; }

    /// <summary>Recipient's display name.</summary>
    public string? ToName { get; set; }

    /// <summary>Further recipients.</summary>
    public required string[] Cc { get; set; }

    /// <summary>Rendered subject; empty when rendering failed.</summary>
    public required string Subject { get; set; }

    /// <summary>Rendered HTML part.</summary>
    public required string Html { get; set; }

    /// <summary>Rendered text part.</summary>
    public required string Text { get; set; }

    /// <summary>Further header fields as a JSON object of strings.</summary>
    public required string Headers { get; set; }

    /// <summary>Message-ID with angle brackets, the same at every attempt.</summary>
    public required string MessageId { get; set; }

    /// <summary>0 first, 9 last.</summary>
    public short Priority { get; set; }

    /// <summary>Where it stands.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>Times it was handed to SMTP.</summary>
    public int Attempts { get; set; }

    /// <summary>Not to leave before.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>When it is tried (next), or was tried last.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>Dispatcher that holds it.</summary>
    public Guid? LeaseOwner { get; set; }

    /// <summary>When the dispatcher's claim ends.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When the content of the current attempt was about to be offered; from then on it may have been accepted.</summary>
    public DateTimeOffset? DataStartedAt { get; set; }

    /// <summary>Since when the mail server refuses it for now. Null: it does not.</summary>
    public DateTimeOffset? FirstRefusedAt { get; set; }

    /// <summary>Texts that nobody may read here; null when there are none, or no longer.</summary>
    public string[]? Secrets { get; set; }

    /// <summary>Name of the mail server that it was handed to last.</summary>
    public string? Provider { get; set; }

    /// <summary>Business record, e.g. <c>ticket:{id}</c>.</summary>
    public string? RelatedTo { get; set; }

    /// <summary>Workflow instance that asked for it.</summary>
    public Guid? WorkflowInstanceId { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the server accepted it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why it is not sent (yet).</summary>
    public string? LastError { get; set; }

    /// <summary>What was said at all attempts, without logins and contents; the newest last, 16,000 characters at most.</summary>
    public string? SmtpLog { get; set; }
}
