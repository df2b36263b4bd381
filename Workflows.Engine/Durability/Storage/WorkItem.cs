namespace Workflows.Engine.Durability.Storage;

/// <summary>A work item this worker has claimed.</summary>
internal sealed record WorkItem
{
    /// <summary><see cref="Id"/> of an event that resumes an idle instance at once and has no row of its own.</summary>
    public const long Direct = 0;

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

    /// <summary>Seconds it was free before it was claimed; null when it was never free.</summary>
    public double? Age { get; init; }

    /// <summary>Whether the item has no row: its burst commits under the version fence alone, or is refused.</summary>
    public bool IsDirect => Id == Direct;

    /// <summary>
    /// Completes when the burst of this item has committed (true), was refused (false, direct items only) or failed; null when
    /// nobody waits.
    /// </summary>
    public TaskCompletionSource<bool>? Done { get; set; }

    /// <summary>When the event of a direct item was published.</summary>
    public DateTimeOffset PublishedAt { get; init; }
}
