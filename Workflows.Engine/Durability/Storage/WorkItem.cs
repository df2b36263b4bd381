namespace Workflows.Engine.Durability.Storage;

/// <summary>A work item this worker has claimed.</summary>
internal sealed record WorkItem
{
    public required long Id { get; init; }
    public required Guid TenantId { get; init; }
    public Guid InstanceId { get; init; }
    public Guid? BookmarkId { get; init; }
    public Guid? EventId { get; init; }
    public long? Hash { get; init; }
    public required long Owner { get; init; }
    public required WorkItemKind Kind { get; init; }
    public int Attempts { get; init; }
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The instance as the claiming statement saw it; null when it was not read or does not exist yet.</summary>
    public InstanceSnapshot? Snapshot { get; init; }

    /// <summary>Completes when the burst of this item has committed (or failed); null when nobody waits.</summary>
    public TaskCompletionSource? Done { get; set; }
}
