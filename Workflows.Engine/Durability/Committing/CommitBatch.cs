using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>
/// Turns bursts and events into one <see cref="NpgsqlBatch"/>: a handful of array statements that PostgreSQL runs as one implicit
/// transaction in one round trip. Lock order: stimulus locks (shared and exclusive by key), then instance rows by id.
/// </summary>
internal sealed class CommitBatch(IReadOnlyList<BurstCommit> bursts, List<EventIngest> events, long worker, DateTimeOffset now)
{
    private readonly List<(BurstCommit Burst, BookmarkWrite Bookmark)> _added = [];
    private int _deliverIndex = -1;
    private int _itemsIndex = -1;
    private int _ingestIndex = -1;

    /// <summary>Adds the statements to <paramref name="batch"/>.</summary>
    public void Build(NpgsqlBatch batch)
    {
        foreach (var burst in bursts)
        {
            foreach (var bookmark in burst.AddedBookmarks)
            {
                _added.Add((burst, bookmark));
            }
        }

        AddLocks(batch);
        AddInstances(batch);
        AddBookmarks(batch);
        AddRecords(batch);
        AddItems(batch);
        AddEvents(batch);
    }

    /// <summary>Runs the batch and hands the returned rows to the bursts and events they belong to.</summary>
    public async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await ReadAsync(reader, cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == FencedException.SqlState)
        {
            throw new FencedException(error.MessageText, error);
        }
    }

    private async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        // Statements without result columns have no result set; the indexes count those that have one.
        for (var index = 0; ; index++)
        {
            if (index == _itemsIndex || index == _deliverIndex)
            {
                Distribute(await WorkItemReader.ReadAllAsync(reader, cancellationToken));
            }
            else if (index == _ingestIndex)
            {
                var items = await WorkItemReader.ReadAllAsync(reader, cancellationToken);
                foreach (var item in items)
                {
                    foreach (var ingest in events)
                    {
                        if (ingest.Event.Id == item.EventId)
                        {
                            ingest.Matched.Add(item);
                            break;
                        }
                    }
                }
            }

            if (!await reader.NextResultAsync(cancellationToken))
            {
                return;
            }
        }
    }

    private void Distribute(List<WorkItem> items)
    {
        foreach (var item in items)
        {
            if (item.Owner != worker)
            {
                continue;
            }

            foreach (var burst in bursts)
            {
                if (burst.Instance.Id == item.InstanceId)
                {
                    burst.FollowUps.Add(item);
                    break;
                }
            }
        }
    }

    private void AddLocks(NpgsqlBatch batch)
    {
        // Phase 1: the stimulus itself. Phase 2: stimulus and correlation id. Each in key order, so that batches never deadlock.
        var shared = new SortedSet<long>();
        var alone = new SortedSet<long>();
        var pairs = new SortedSet<long>();
        foreach (var (burst, bookmark) in _added)
        {
            if (bookmark.Hash is { } hash)
            {
                shared.Add(hash);
                pairs.Add(StimulusLock.Pair(hash, bookmark.CorrelationId ?? burst.Instance.CorrelationId));
            }
        }

        foreach (var ingest in events)
        {
            var e = ingest.Event;
            if (e.CorrelationId is null)
            {
                alone.Add(e.Hash);
            }
            else
            {
                shared.Add(e.Hash);
                pairs.Add(StimulusLock.Pair(e.Hash, e.CorrelationId));
            }
        }

        foreach (var burst in bursts)
        {
            if (burst.Activation is { } rule)
            {
                pairs.Add(rule.LockKey);
            }
        }

        shared.ExceptWith(alone);
        if (alone.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("lock_exclusive").Add<long>([.. alone]));
        }

        if (shared.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("lock_shared").Add<long>([.. shared]));
        }

        if (pairs.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("lock_exclusive").Add<long>([.. pairs]));
        }
    }

    private void AddInstances(NpgsqlBatch batch)
    {
        var consumed = bursts.SelectMany(static b => b.Consumed)
            .Concat(events.Select(static e => e.Consumed).OfType<WorkItem>())
            .OrderBy(static i => i.Id).ToList();
        if (consumed.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("consume_work_items")
                .Column(consumed, static i => i.Id).Column(consumed, static i => i.Owner));
        }

        var changed = bursts.Where(static b => b.Instance.Version > 0).Select(static b => b.Instance).OrderBy(static i => i.Id).ToList();
        if (changed.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("update_instances")
                .Column(changed, static i => i.Id).Column(changed, static i => i.Version).Text(changed, static i => i.Name)
                .Text(changed, static i => i.CorrelationId).Column(changed, static i => i.Status).Column(changed, static i => i.SubStatus)
                .Bytes(changed, static i => i.State).Column(changed, static i => i.UpdatedAt.ToUniversalTime())
                .Column(changed, static i => i.FinishedAt?.ToUniversalTime()).Column(changed, static i => i.IncidentCount)
                .Column(changed, static i => i.DefinitionVersion).Text(changed, static i => i.DefinitionVersionId));
        }

        var receipts = bursts.Where(static b => b.Receipt is not null).OrderBy(static b => b.Receipt!.EventId).ToList();
        if (receipts.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_receipts")
                .Column(receipts, static b => b.Instance.TenantId).Column(receipts, static b => b.Receipt!.EventId)
                .Column(receipts, static b => b.Receipt!.PublishedAt.ToUniversalTime()));
        }

        foreach (var burst in bursts)
        {
            if (burst.Activation is { } rule)
            {
                var check = Columns.Command("check_activation").Scalar(burst.Instance.TenantId);
                batch.BatchCommands.Add(check.Optional(rule.DefinitionId).Optional(rule.CorrelationId));
            }
        }

        var keyed = bursts.Where(static b => b.StartKey is not null).ToList();
        if (keyed.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_start_keys")
                .Column(keyed, static b => b.Instance.TenantId).Text(keyed, static b => b.StartKey)
                .Column(keyed, static b => b.Instance.Id).Column(keyed, static b => b.Instance.CreatedAt.ToUniversalTime()));
        }

        var added = bursts.Where(static b => b.Instance.Version == 0).Select(static b => b.Instance).ToList();
        if (added.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_instances")
                .Column(added, static i => i.Id).Column(added, static i => i.TenantId).Text(added, static i => i.DefinitionId)
                .Column(added, static i => i.DefinitionVersion).Text(added, static i => i.DefinitionVersionId).Text(added, static i => i.Name)
                .Text(added, static i => i.CorrelationId).Column(added, static i => i.ParentId).Column(added, static i => i.Status)
                .Column(added, static i => i.SubStatus).Column(added, static i => i.IncidentCount).Bytes(added, static i => i.State)
                .Column(added, static i => i.CreatedAt.ToUniversalTime()).Column(added, static i => i.UpdatedAt.ToUniversalTime())
                .Column(added, static i => i.FinishedAt?.ToUniversalTime()));
        }
    }

    private void AddBookmarks(NpgsqlBatch batch)
    {
        var removed = bursts.SelectMany(static b => b.RemovedBookmarks, static (b, id) => (b.Instance.Id, Bookmark: id)).ToList();
        if (removed.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("delete_bookmarks")
                .Column(removed, static r => r.Id).Column(removed, static r => r.Bookmark));
        }

        var timers = bursts.SelectMany(static b => b.RemovedTimers, static (b, id) => (b.Instance.Id, Bookmark: id)).ToList();
        if (timers.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("delete_timers")
                .Column(timers, static r => r.Id).Column(timers, static r => r.Bookmark));
        }

        if (_added.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_bookmarks")
                .Column(_added, static a => a.Burst.Instance.TenantId).Column(_added, static a => a.Burst.Instance.Id)
                .Column(_added, static a => a.Bookmark.Id).Column(_added, static a => a.Bookmark.Hash)
                .Column(_added, static a => a.Bookmark.CreatedAt.ToUniversalTime())
                .Column(_added, static a => a.Bookmark.ExpectedBy?.ToUniversalTime())
                .Text(_added, static a => a.Bookmark.ActivityId).Text(_added, static a => a.Bookmark.Name)
                .Text(_added, static a => a.Bookmark.CorrelationId ?? a.Burst.Instance.CorrelationId)
                .Text(_added, static a => a.Bookmark.WaitingFor).Text(_added, static a => a.Bookmark.OwedBy));
        }

        var due = _added.Where(static a => a.Bookmark.DueAt is not null).ToList();
        if (due.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_timers")
                .Column(due, static a => a.Burst.Instance.TenantId).Column(due, static a => a.Burst.Instance.Id)
                .Column(due, static a => a.Bookmark.Id).Column(due, static a => a.Bookmark.DueAt!.Value.ToUniversalTime())
                .Column(due, static a => a.Burst.Instance.Version + 1).Column(due, static a => a.Bookmark.CatchUp)
                .Column(due, static a => (long)a.Bookmark.Tolerance.TotalMilliseconds));
        }
    }

    private void AddRecords(NpgsqlBatch batch)
    {
        var journals = bursts.Where(static b => !b.Journal.IsEmpty).ToList();
        if (journals.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_journal")
                .Column(journals, static b => b.Instance.TenantId).Column(journals, static b => b.Instance.Id)
                .Column(journals, static b => b.Instance.Version + 1).Bytes(journals, static b => b.Journal));
        }

        var resolved = bursts.SelectMany(static b => b.ResolvedIncidents, static (b, id) => (Burst: b, Id: id)).ToList();
        if (resolved.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("resolve_incidents")
                .Column(resolved, static r => r.Id).Column(resolved, static r => r.Burst.Instance.UpdatedAt.ToUniversalTime())
                .Text(resolved, static r => r.Burst.IncidentResolution));
        }

        var incidents = bursts.SelectMany(static b => b.Incidents, static (b, i) => (b.Instance, Incident: i)).ToList();
        if (incidents.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("insert_incidents")
                .Column(incidents, static i => i.Incident.Id).Column(incidents, static i => i.Instance.TenantId)
                .Column(incidents, static i => i.Instance.Id).Column(incidents, static i => i.Incident.OccurredAt.ToUniversalTime())
                .Text(incidents, static i => i.Incident.ActivityId).Text(incidents, static i => i.Incident.ActivityInstanceId)
                .Text(incidents, static i => i.Incident.ActivityType).Text(incidents, static i => i.Incident.Kind)
                .Text(incidents, static i => i.Incident.Message).Text(incidents, static i => i.Incident.Detail));
        }
    }

    private void AddItems(NpgsqlBatch batch)
    {
        var kept = bursts.SelectMany(static b => b.KeptEvents).ToList();
        if (kept.Count > 0)
        {
            batch.BatchCommands.Add(Columns.Command("keep_events")
                .Column(kept, static e => e.Id).Column(kept, static e => e.TenantId).Column(kept, static e => e.InstanceId)
                .Column(kept, static e => e.Hash).Column(kept, static e => e.PublishedAt.ToUniversalTime())
                .Column(kept, static e => e.ExpiresAt.ToUniversalTime()).Text(kept, static e => e.Name)
                .Text(kept, static e => e.CorrelationId).Bytes(kept, static e => e.Payload));
        }

        var items = bursts.SelectMany(static b => b.NewItems).Concat(events.SelectMany(static e => e.Starts)).ToList();
        if (items.Count > 0)
        {
            _itemsIndex = ResultSets(batch);
            batch.BatchCommands.Add(WorkItemInsert.Command(items));
        }

        var waits = _added.Where(static a => a.Bookmark.Hash is not null).ToList();
        if (waits.Count > 0)
        {
            _deliverIndex = ResultSets(batch);
            batch.BatchCommands.Add(Columns.Command("deliver_early_events")
                .Column(waits, static a => a.Burst.Instance.TenantId).Column(waits, static a => a.Burst.Instance.Id)
                .Column(waits, static a => a.Bookmark.Id).Column(waits, static a => a.Bookmark.Hash!.Value)
                .Text(waits, static a => a.Bookmark.CorrelationId ?? a.Burst.Instance.CorrelationId)
                .Column(waits, static a => a.Burst.BurstStartedAt.ToUniversalTime())
                .Scalar(now.ToUniversalTime()).Scalar(worker));
        }
    }

    private void AddEvents(NpgsqlBatch batch)
    {
        if (events.Count == 0)
        {
            return;
        }

        var rows = events.Select(static e => e.Event).ToList();
        _ingestIndex = ResultSets(batch);
        batch.BatchCommands.Add(Columns.Command("ingest_events")
            .Column(rows, static e => e.Id).Column(rows, static e => e.TenantId).Column(rows, static e => e.Hash)
            .Text(rows, static e => e.CorrelationId).Column(rows, static e => e.InstanceId).Bytes(rows, static e => e.Payload)
            .Text(rows, static e => e.Name).Column(rows, static e => e.PublishedAt.ToUniversalTime())
            .Column(rows, static e => e.ExpiresAt.ToUniversalTime()).Scalar(worker)
            .Column(events, static e => e.Consumed is null));
    }

    // Only statements that return rows make a result set: selects and "returning".
    private static int ResultSets(NpgsqlBatch batch) =>
        ((IEnumerable<NpgsqlBatchCommand>)batch.BatchCommands).Count(static c => WorkItemInsert.ReturnsRows(c.CommandText));
}
