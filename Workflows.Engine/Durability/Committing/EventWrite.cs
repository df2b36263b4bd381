namespace Workflows.Engine.Durability.Committing;

/// <summary>An event to store.</summary>
internal sealed record EventWrite
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required long Hash { get; init; }
    public required string Name { get; init; }
    public string? CorrelationId { get; init; }

    /// <summary>Only for this instance; null for any.</summary>
    public Guid? InstanceId { get; init; }
    public ReadOnlyMemory<byte> Payload { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>How long an event that matches no wait is kept. Not later than <see cref="PublishedAt"/>: not at all.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
