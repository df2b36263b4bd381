namespace Workflows.Domain.Shared.Messages;

/// <summary>Which mails a list shows; null members do not filter.</summary>
public sealed record MessageFilter
{
    /// <summary>Only this status.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Only this template.</summary>
    public string? TemplateKey { get; init; }

    /// <summary>Only this recipient, any case.</summary>
    public string? To { get; init; }

    /// <summary>Only this business record.</summary>
    public string? RelatedTo { get; init; }

    /// <summary>Only mails of this workflow instance.</summary>
    public Guid? WorkflowInstanceId { get; init; }

    /// <summary>Part of subject, recipient or dedupe key, any case.</summary>
    public string? Search { get; init; }

    /// <summary>Asked for at or after this instant.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Asked for before this instant.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
