using Microsoft.Extensions.Logging;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Timers;

/// <summary>
/// Turns due timers into work items, in batches. Sleeps until the earliest due instant it knows of (by the injected clock), and is
/// woken by every commit that plans an earlier one; a Quartz job calls <see cref="Wake"/> as the safety net.
/// </summary>
internal sealed partial class TimerDrainer(
    EngineDataSource database, LeaseKeeper leases, OwnershipDoubt doubt, InstanceLanes lanes, WorkNotifier notifier, TimeProvider time,
    ILogger<TimerDrainer> logger)
{
    private const int MaxDrain = 500;
    private static readonly TimeSpan FallbackPoll = TimeSpan.FromSeconds(5);
    private readonly WakeSignal _wake = new();

    // Written by every commit with a timer and by the loop; read by both. Ticks, so that the comparison is one atomic read.
    private long _nextDue = long.MaxValue;

    /// <summary>Says that timers may be due.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Says that a timer was planned, so that the loop does not sleep past it.</summary>
    public void Planned(DateTimeOffset due)
    {
        if (due.UtcTicks < Volatile.Read(ref _nextDue))
        {
            _wake.Set();
        }
    }

    /// <summary>Drains until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _nextDue, long.MaxValue);
                if (leases.Lease is { IsTrusted: true } lease && await DrainAsync(lease, cancellationToken) == MaxDrain)
                {
                    continue;
                }

                await SleepAsync(await FindNextAsync(cancellationToken), cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // The timers may be ours as work although the answer got lost.
                doubt.Raise();
                DrainFailed(error.Message);
                await _wake.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    private async Task<int> DrainAsync(WorkerLease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Columns.Command("drain_timers")
            .Scalar(time.GetUtcNow().ToUniversalTime()).Scalar(MaxDrain).Scalar(lease.WorkerId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var items = await WorkItemReader.ReadAllAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var forOthers = false;
        foreach (var item in items)
        {
            forOthers |= item.Owner != lease.WorkerId;
            if (item.Owner == lease.WorkerId)
            {
                lanes.Accept(item);
            }
        }

        if (forOthers)
        {
            notifier.Notify();
        }

        return items.Count;
    }

    private async Task<DateTimeOffset?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("next_timer"));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    private async Task SleepAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        if (next is null)
        {
            await _wake.WaitAsync(FallbackPoll, cancellationToken);
            return;
        }

        Volatile.Write(ref _nextDue, next.Value.UtcTicks);
        var left = next.Value - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        // Far timers are looked at again by the fallback poll, so the timer never has to hold more than its period.
        var nap = left < FallbackPoll || time != TimeProvider.System ? Min(left, TimeSpan.FromDays(20)) : FallbackPoll;
        await using var alarm = time.CreateTimer(static wake => ((WakeSignal)wake!).Set(), _wake, nap, Timeout.InfiniteTimeSpan);
        await _wake.WaitAsync(FallbackPoll, cancellationToken);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not drain timers: {Reason}")]
    private partial void DrainFailed(string reason);
}
