using Microsoft.Extensions.Logging;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Telemetry;

namespace Workflows.Engine.Durability.Claiming;

/// <summary>
/// Claims free work items for this worker: as many as it has room for, at once again while the last claim was full, otherwise when
/// woken. The poll is only the fallback for a lost wake-up.
/// </summary>
internal sealed partial class WorkClaimer(
    EngineDataSource database, LeaseKeeper leases, OwnershipDoubt doubt, InstanceLanes lanes, WorkNotifier notifier,
    ILogger<WorkClaimer> logger)
{
    private const int MaxClaim = 200;
    private static readonly TimeSpan FallbackPoll = TimeSpan.FromSeconds(2);
    private readonly WakeSignal _wake = new();

    /// <summary>Says that there may be free work.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Claims until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var room = Math.Min(MaxClaim, lanes.MaxConcurrentBursts - lanes.Backlog);
                var claimed = room > 0 && leases.Lease is { IsTrusted: true } lease
                    ? await ClaimAsync(lease, room, cancellationToken)
                    : 0;
                if (room > 0 && claimed == room)
                {
                    continue;
                }

                await _wake.WaitAsync(room > 0 ? FallbackPoll : TimeSpan.FromMilliseconds(5), cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // The claim may have come about although its answer got lost.
                doubt.Raise();
                ClaimFailed(error.Message);
                await _wake.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    private async Task<int> ClaimAsync(WorkerLease lease, int room, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Columns.Command("take_routed_items").Scalar(lease.WorkerId));
        batch.BatchCommands.Add(Columns.Command("claim_work_items").Scalar(lease.WorkerId).Scalar(room));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var routed = await WorkItemReader.ReadAllAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var claimed = await WorkItemReader.ReadAllAsync(reader, cancellationToken);

        // Up to the end: before the commit nobody else sees the claims, and bursts would take that for a loss.
        await reader.NextResultAsync(cancellationToken);
        foreach (var item in routed)
        {
            lanes.Accept(item);
        }

        var forOthers = false;
        foreach (var item in claimed)
        {
            forOthers |= item.Owner != lease.WorkerId;
            EngineTelemetry.ClaimAge.Record(item.Age ?? 0);
            if (item.Owner == lease.WorkerId)
            {
                lanes.Accept(item);
            }
        }

        if (forOthers)
        {
            notifier.Notify();
        }

        return claimed.Count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not claim work: {Reason}")]
    private partial void ClaimFailed(string reason);
}
