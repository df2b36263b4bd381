using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Direct;

/// <summary>The question which wait an event with a correlation id would resume.</summary>
internal sealed class WaitQuery(Guid tenantId, long hash, string correlationId)
{
    public Guid TenantId { get; } = tenantId;

    public long Hash { get; } = hash;

    public string CorrelationId { get; } = correlationId;

    /// <summary>How many waits match; filled by the query, like the rest.</summary>
    public int Found { get; set; }

    /// <summary>Whether work for one of the waiting instances exists already.</summary>
    public bool IsBusy { get; set; }

    public Guid InstanceId { get; set; }

    public Guid BookmarkId { get; set; }

    public InstanceSnapshot? Snapshot { get; set; }

    /// <summary>Completes with the answer.</summary>
    public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
