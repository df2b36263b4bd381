using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Drives a work item to its commit, and decides what a failure means: repeat, hand over, release or park.</summary>
internal sealed partial class BurstProcessor(
    EngineDataSource database, BurstDriver driver, EventRouter router, LeaseKeeper leases, OwnershipDoubt doubt, DefinitionPauses pauses,
    ILogger<BurstProcessor> logger) : IBurstProcessor
{
    private const int MaxAttempts = 8;
    private static readonly TimeSpan MaxOutageDelay = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<WorkItem>> ProcessAsync(
        WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (item.IsDirect)
        {
            return await ProcessDirectAsync(item, snapshot, cancellationToken);
        }

        for (var outages = 0; ; outages++)
        {
            try
            {
                if (outages > 0)
                {
                    snapshot = null;
                    await Task.Delay(OutageDelay(outages), TimeProvider.System, cancellationToken);
                }

                if (await TryAsync(item, snapshot, cancellationToken) is { } followUps)
                {
                    item.Done?.TrySetResult(true);
                    return followUps;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                item.Done?.TrySetCanceled(cancellationToken);
                return [];
            }
            catch (Exception error) when (DatabaseOutage.Is(error))
            {
                doubt.Raise();
                DatabaseAway(item.Id, error.Message);
            }
            catch (Exception error)
            {
                // A checkpoint of the burst may have put another item in this one's place.
                doubt.Raise();
                await GiveUpAsync(item, error);
                item.Done?.TrySetException(error);
                return [];
            }
        }
    }

    /// <summary>
    /// Drives an event that has no row. Whatever goes wrong, the event then takes the ordinary way under the same receipt: had the
    /// commit, or a checkpoint, landed after all, the receipt says so there, and what it gave to this worker is found as lost work.
    /// </summary>
    private async Task<IReadOnlyList<WorkItem>> ProcessDirectAsync(
        WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken)
    {
        // Without a snapshot another item of the instance was running here when this one came.
        if (snapshot is null || leases.Lease is not { IsTrusted: true })
        {
            item.Done?.TrySetResult(false);
            return [];
        }

        try
        {
            var followUps = await driver.DriveAsync(item, snapshot, cancellationToken);
            item.Done?.TrySetResult(true);
            return followUps;
        }
        catch (Exception error)
        {
            doubt.Raise();
            Refused(item.InstanceId, error.Message);
            item.Done?.TrySetResult(false);
            return [];
        }
    }

    /// <summary>Gives the follow-ups of what is settled; null when the item is still ours and must be tried again.</summary>
    private async Task<IReadOnlyList<WorkItem>?> TryAsync(WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessOnceAsync(item, snapshot, cancellationToken);
        }
        catch (DefinitionPausedException)
        {
            await ReleaseAsync(item, failed: 0, wait: null);
            return [];
        }
        catch (FencedException error)
        {
            // Either another worker took the item, or our own commit of unknown outcome had landed after all, or two first
            // items of one instance raced. Only in the last case is the item still ours, and is tried again.
            if (await IsOursAsync(item, cancellationToken))
            {
                return null;
            }

            Fenced(item.Id, item.InstanceId, error.Message);
            return [];
        }
    }

    private async Task<IReadOnlyList<WorkItem>> ProcessOnceAsync(
        WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (leases.Lease is not { IsTrusted: true })
        {
            throw new FencedException("The worker's lease is no longer trusted.");
        }

        switch (item.Kind)
        {
            case WorkItemKind.Event:
                var message = JsonSerializer.Deserialize(item.Payload.Span, RequestJson.Default.EventMessage)!;
                return await router.RouteAsync(message with { Id = item.EventId ?? message.Id }, item);
            case WorkItemKind.Start:
                var request = JsonSerializer.Deserialize(item.Payload.Span, RequestJson.Default.StartRequest)!;
                if (pauses.IsPaused(item.TenantId, request.DefinitionId))
                {
                    await ReleaseAsync(item, failed: 0, wait: null);
                    return [];
                }

                return (await driver.StartAsync(request, item, cancellationToken)).FollowUps;
            default:
                return await DriveAsync(item, snapshot, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<WorkItem>> DriveAsync(
        WorkItem item, InstanceSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is null)
        {
            (snapshot, var otherOwner) = await LoadAsync(item, cancellationToken);
            if (snapshot is null)
            {
                // The instance was deleted; nothing is left to drive.
                await driver.ConsumeAsync(item, cancellationToken);
                return [];
            }

            if (otherOwner is { } owner)
            {
                await HandOverAsync(item, owner, cancellationToken);
                return [];
            }
        }

        return await driver.DriveAsync(item, snapshot, cancellationToken);
    }

    private async Task<(InstanceSnapshot? Snapshot, long? OtherOwner)> LoadAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("load_instance"));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = item.InstanceId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Owner });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (new InstanceSnapshot(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)),
                reader.IsDBNull(3) ? null : reader.GetInt64(3))
            : (null, null);
    }

    private async Task<bool> IsOursAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand("select 1 from engine.work_items where id = $1 and owner = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Owner });
        return leases.Lease is { IsTrusted: true } && await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task HandOverAsync(WorkItem item, long owner, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(
            "update engine.work_items set owner = $3, routed = true where id = $1 and owner = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Owner });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = owner });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task GiveUpAsync(WorkItem item, Exception error)
    {
        BurstFailed(error, item.Id, item.InstanceId, item.Attempts + 1);
        var parked = error is ParkedException || item.Attempts + 1 >= MaxAttempts;
        for (var outages = 1; leases.Lease is { IsTrusted: true }; outages++)
        {
            try
            {
                if (parked)
                {
                    await driver.ParkAsync(item, error);
                }
                else
                {
                    await ReleaseAsync(item, 1, TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, item.Attempts))));
                }

                return;
            }
            catch (Exception release) when (DatabaseOutage.Is(release))
            {
                // Without the lease the item is freed by whoever reaps us; with it, only we can.
                DatabaseAway(item.Id, release.Message);
                await Task.Delay(OutageDelay(outages), TimeProvider.System);
            }
        }
    }

    /// <summary>Frees an item: again after <paramref name="wait"/>, or, with null, when an operator says so.</summary>
    private async Task ReleaseAsync(WorkItem item, int failed, TimeSpan? wait)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("release_work_items"));
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [item.Id] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [item.Owner] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [failed] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [wait is { } w ? (long)w.TotalMilliseconds : -1] });
        await command.ExecuteNonQueryAsync();
    }

    private static TimeSpan OutageDelay(int outages)
    {
        var delay = TimeSpan.FromMilliseconds(20 * Math.Pow(2, Math.Min(outages, 10)));
        return delay < MaxOutageDelay ? delay : MaxOutageDelay;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "An event could not resume instance {InstanceId} directly: {Reason}")]
    private partial void Refused(Guid instanceId, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Work item {ItemId} of instance {InstanceId} is no longer ours: {Reason}")]
    private partial void Fenced(long itemId, Guid instanceId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away while work item {ItemId} runs: {Reason}; trying again")]
    private partial void DatabaseAway(long itemId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work item {ItemId} of instance {InstanceId} failed (attempt {Attempt})")]
    private partial void BurstFailed(Exception error, long itemId, Guid instanceId, int attempt);
}
