namespace Workflows.Engine.Durability.Committing;

/// <summary>The instance row after a burst.</summary>
internal sealed record InstanceWrite
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }

    /// <summary>The version the burst was loaded at; 0 for an instance that does not exist yet.</summary>
    public required long Version { get; init; }
    public required string DefinitionId { get; init; }
    public required int DefinitionVersion { get; init; }
    public required string DefinitionVersionId { get; init; }
    public string? Name { get; init; }
    public string? CorrelationId { get; init; }
    public Guid? ParentId { get; init; }
    public required short Status { get; init; }
    public required short SubStatus { get; init; }
    public required int IncidentCount { get; init; }
    public required ReadOnlyMemory<byte> State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}
