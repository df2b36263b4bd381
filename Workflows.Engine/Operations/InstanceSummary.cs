using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>A row of the instance list.</summary>
public record InstanceSummary
{
    /// <summary>The instance.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version of the definition it runs.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Name given by the workflow; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Correlation id; null for none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it; null for none.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Running or finished.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>The finer state.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>Open incidents.</summary>
    public required int IncidentCount { get; init; }

    /// <summary>When it was started, by the product's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last committed a burst.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while running.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its earliest timer; null for none.</summary>
    public DateTimeOffset? NextTimer { get; init; }

    /// <summary>What it waits for, in words; null when it waits for nothing.</summary>
    public string? WaitingFor { get; init; }
}
