namespace Workflows.Domain.Shared.Messages;

/// <summary>A mail as lists show it: everything but its bodies.</summary>
public sealed record MessageSummary(
    Guid Id,
    string TemplateKey,
    string ToAddress,
    string? ToName,
    string Subject,
    MessageStatus Status,
    int Attempts,
    int Priority,
    string DedupeKey,
    string? RelatedTo,
    Guid? WorkflowInstanceId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NotBefore,
    DateTimeOffset NextAttemptAt,
    DateTimeOffset? SentAt,
    string? LastError);
