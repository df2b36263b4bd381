using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>Everything one burst changes in the engine's tables; written in one transaction or not at all.</summary>
internal sealed class BurstCommit
{
    public required InstanceWrite Instance { get; init; }

    /// <summary>When the burst began: events for everybody published since are still for its new waits.</summary>
    public required DateTimeOffset BurstStartedAt { get; init; }

    /// <summary>The items that caused the burst. They must still be ours, or the commit is fenced off.</summary>
    public List<WorkItem> Consumed { get; } = [];

    public List<BookmarkWrite> AddedBookmarks { get; } = [];

    public List<Guid> RemovedBookmarks { get; } = [];

    public List<Guid> RemovedTimers { get; } = [];

    public ReadOnlyMemory<byte> Journal { get; set; }

    public List<IncidentWrite> Incidents { get; } = [];

    /// <summary>Incidents that this burst settled.</summary>
    public List<Guid> ResolvedIncidents { get; } = [];

    /// <summary>How they were settled, e.g. "retried by Ann".</summary>
    public string? IncidentResolution { get; set; }

    /// <summary>Makes the start unique; null for none.</summary>
    public string? StartKey { get; init; }

    /// <summary>What the start must not find alive; null for no rule.</summary>
    public ActivationRule? Activation { get; init; }

    /// <summary>The event that caused the burst and was never stored: its receipt must be new, or the commit is fenced off. Null: none.</summary>
    public EventReceipt? Receipt { get; set; }

    public List<WorkItemWrite> NewItems { get; } = [];

    public List<EventWrite> KeptEvents { get; } = [];

    /// <summary>Filled by the commit: work for this worker that it created (early events delivered, own continuations).</summary>
    public List<WorkItem> FollowUps { get; } = [];
}
