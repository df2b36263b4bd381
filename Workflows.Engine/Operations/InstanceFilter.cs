using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>Which instances to list. Null members do not filter.</summary>
public sealed record InstanceFilter
{
    /// <summary>Definition id, exact.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>"running" or "finished".</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>The finer state.</summary>
    public WorkflowSubStatus? SubStatus { get; init; }

    /// <summary>Correlation id, exact.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Part of the name, or start of the correlation id; case does not matter.</summary>
    public string? Search { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>With (true) or without (false) open incidents.</summary>
    public bool? HasIncidents { get; init; }
}
