namespace Workflows.Engine.Durability.Committing;

/// <summary>A new wait.</summary>
internal sealed record BookmarkWrite
{
    public required Guid Id { get; init; }
    public long? Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpectedBy { get; init; }
    public required string ActivityId { get; init; }
    public required string Name { get; init; }
    public string? CorrelationId { get; init; }
    public required string WaitingFor { get; init; }
    public string? OwedBy { get; init; }

    /// <summary>When its timer is due; null for waits without one.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>0 fire once now, 1 skip if later than the tolerance, 2 coalesce.</summary>
    public short CatchUp { get; init; }
    public TimeSpan Tolerance { get; init; }
}
