using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>An instance as lists show it.</summary>
/// <param name="Id">The instance.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="DefinitionVersionId">The version it runs on.</param>
/// <param name="Version">Number of that version.</param>
/// <param name="ParentId">The instance that started it; null for none.</param>
/// <param name="Status">State.</param>
/// <param name="SubStatus">Finer state.</param>
/// <param name="CorrelationId">Correlation id; null for none.</param>
/// <param name="Name">Name; null for none.</param>
/// <param name="IncidentCount">Open incidents.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="UpdatedAt">When it last committed.</param>
/// <param name="FinishedAt">When it ended; null: it runs.</param>
public sealed record InstanceRow(
    Guid Id, string DefinitionId, string DefinitionVersionId, int Version, Guid? ParentId, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    string? CorrelationId, string? Name, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);
