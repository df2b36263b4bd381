using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations.Bulk;

/// <summary>Whom a bulk command concerns. Null members do not filter.</summary>
public sealed record BulkFilter
{
    /// <summary>Definition id, exact.</summary>
    public string? Definition { get; init; }

    /// <summary>The state of the instance.</summary>
    public WorkflowSubStatus? SubStatus { get; init; }

    /// <summary>The activity that failed, by its id.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Part of the error's text; case does not matter.</summary>
    public string? Error { get; init; }

    /// <summary>The incident occurred at or after.</summary>
    public DateTimeOffset? OccurredAfter { get; init; }

    /// <summary>The incident occurred before.</summary>
    public DateTimeOffset? OccurredBefore { get; init; }

    /// <summary>Whether anything is filtered at all.</summary>
    public bool IsEmpty() => this == new BulkFilter();
}
