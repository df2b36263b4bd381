using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>Which instances to find, with every filter that Elsa's API knows. Null members and empty lists do not filter.</summary>
public sealed record InstanceSearchFilter
{
    /// <summary>Ids of instances.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>Definition ids.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>Ids of definition versions.</summary>
    public IReadOnlyList<string> DefinitionVersionIds { get; init; } = [];

    /// <summary>Number of the definition's version.</summary>
    public int? Version { get; init; }

    /// <summary>Exact correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started them.</summary>
    public IReadOnlyList<Guid> ParentIds { get; init; } = [];

    /// <summary>States.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Finer states.</summary>
    public IReadOnlyList<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>With (true) or without (false) open incidents.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>An id, or part of the name, the correlation id or a definition's id.</summary>
    public string? Search { get; init; }

    /// <summary>Exact name.</summary>
    public string? Name { get; init; }

    /// <summary>Conditions on instants.</summary>
    public IReadOnlyList<InstantCondition> Instants { get; init; } = [];

    /// <summary>Column of the order.</summary>
    public InstanceOrder Order { get; init; }

    /// <summary>Whether the order runs downwards. Default: true.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>First row, from 0.</summary>
    public int Offset { get; init; }

    /// <summary>Most rows.</summary>
    public int Limit { get; init; } = 100;
}
