using System.Text.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Direct;

/// <summary>
/// Resumes an idle instance with an event in one transaction: the event is never stored, it is in the burst's commit, with its receipt,
/// or nowhere. The version fence of that commit proves that the wait was still there; whatever stands in the way makes the event take
/// the ordinary way, through a work item.
/// </summary>
internal sealed class DirectResume(WaitFinder waits, IWorkflowCatalog catalog, LeaseKeeper leases)
{
    /// <summary>Resumes the one wait of the event. False: nothing happened, and the event must take the ordinary way.</summary>
    public async Task<bool> TryAsync(EventMessage message, InstanceLanes lanes)
    {
        var stimulus = message.Stimulus ?? Stimuli.Event(message.Name);
        if (message.CorrelationId is null || message.InstanceId is not null || leases.Lease is not { IsTrusted: true } lease
            || catalog.FindTriggers(stimulus, message.TenantId).Count > 0)
        {
            return false;
        }

        var wait = new WaitQuery(message.TenantId, stimulus, message.CorrelationId);
        await waits.FindAsync(wait);
        if (wait.Found != 1 || wait.IsBusy)
        {
            return false;
        }

        var item = new WorkItem
        {
            Id = WorkItem.Direct,
            TenantId = message.TenantId,
            InstanceId = wait.InstanceId,
            BookmarkId = wait.BookmarkId,
            EventId = message.Id,
            PublishedAt = message.PublishedAt!.Value,
            Hash = stimulus,
            Owner = lease.WorkerId,
            Kind = WorkItemKind.Resume,
            Payload = message.Payload is { } json ? JsonSerializer.SerializeToUtf8Bytes(json) : [],
            Snapshot = wait.Snapshot,
            Done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        return lanes.Accept(item) && await item.Done.Task;
    }
}
