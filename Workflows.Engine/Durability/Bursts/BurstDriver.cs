using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Telemetry;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using WorkItem = Workflows.Engine.Durability.Storage.WorkItem;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Runs bursts: restores or makes the instance, lets the activities run, commits.</summary>
internal sealed class BurstDriver(
    EngineDataSource database, CommitPump pump, BurstRunner runner, IWorkflowCatalog catalog, DefinitionPauses pauses,
    BurstScopes scopes, SignalPoints signals, IOptions<EngineOptions> options, TimeProvider time)
{
    private readonly EngineOptions _options = options.Value;

    // Items of checkpoints, which their bursts consume themselves; written by bursts, read by whoever looks for lost work.
    private readonly ConcurrentDictionary<long, byte> _continuing = new();

    /// <summary>Raised after a commit that created work anybody may claim.</summary>
    public event Action? WorkCreated;

    /// <summary>Raised after a commit with the due instant of each new timer.</summary>
    public event Action<DateTimeOffset>? TimerPlanned;

    /// <summary>Starts an instance, by a caller (<paramref name="item"/> null) or by a work item.</summary>
    public async Task<BurstOutcome> StartAsync(StartRequest request, WorkItem? item, CancellationToken cancellationToken)
    {
        var graph = (request.VersionId is { } id
            ? await catalog.LoadVersionAsync(id, cancellationToken)
            : catalog.Find(request.DefinitionId, request.Version, request.TenantId))
            ?? throw new ParkedException($"No published workflow definition '{request.DefinitionId}' exists.");
        if (request.Key is not null && await FindStartedAsync(request, cancellationToken) is { } first)
        {
            await ConsumeAsync(item, cancellationToken);
            return new BurstOutcome(new StartResult.AlreadyStarted(first), []);
        }

        await using var burst = scopes.Begin(request.TenantId, request.InstanceId);
        var context = new WorkflowExecutionContext(graph, request.InstanceId, burst.Services, time)
        {
            TenantId = request.TenantId,
            CorrelationId = request.CorrelationId,
            Name = request.Name ?? graph.Workflow.WorkflowMetadata.Name,
            ParentWorkflowInstanceId = request.ParentId?.ToString(),
            Command = new StartCommand(request.TriggerActivityId, Plain(request.Input), Plain(request.Variables)),
        };
        if (request.NotifyParent)
        {
            context.SetProperty(BurstWriter.NotifyParent, true);
        }

        try
        {
            var followUps = await RunAsync(context, burst, item, request.Key, Rule(graph, request), cancellationToken);
            return new BurstOutcome(new StartResult.Started(request.InstanceId, context.Status, context.SubStatus), followUps);
        }
        catch (PostgresException error) when (IsTaken(error))
        {
            return await SettleTakenAsync(request, item, error, cancellationToken);
        }
        catch (FencedException error) when (error.Message.Contains("activation", StringComparison.Ordinal))
        {
            await ConsumeAsync(item, cancellationToken);
            return new BurstOutcome(new StartResult.Refused(
                $"Another instance of '{request.DefinitionId}' is running, and its activation strategy allows one at a time."), []);
        }
    }

    /// <summary>Drives an existing instance with a work item.</summary>
    public async Task<IReadOnlyList<WorkItem>> DriveAsync(WorkItem item, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var graph = await catalog.LoadVersionAsync(snapshot.DefinitionVersionId, cancellationToken)
            ?? throw new ParkedException($"Definition version '{snapshot.DefinitionVersionId}' is not available in this process.");
        if (Migration(item) is { } target)
        {
            graph = await catalog.LoadVersionAsync(target, cancellationToken)
                ?? throw new ParkedException($"Definition version '{target}' is not available in this process.");
        }

        if (pauses.IsPaused(item.TenantId, graph.Workflow.Identity.DefinitionId))
        {
            throw new DefinitionPausedException();
        }

        await using var burst = scopes.Begin(item.TenantId, item.InstanceId);
        var context = State.WorkflowStateSerializer.Restore(graph, snapshot.State.Span, burst.Services, time);
        context.TenantId = item.TenantId;
        context.Version = snapshot.Version;
        var plan = BurstPlan.Make(item, context, time.GetUtcNow());
        if (plan.Command is null && plan.Kept is null && !plan.Changed)
        {
            await ConsumeAsync(item, cancellationToken);
            return [];
        }

        if (plan.Command is null)
        {
            return item.IsDirect
                ? throw new FencedException("The wait of a direct resume is gone.")
                : await CommitAsync(context, burst, [item], time.GetUtcNow(), null, null, plan);
        }

        context.Command = plan.Command;
        return await RunAsync(context, burst, item, null, null, cancellationToken, plan);
    }

    /// <summary>Whether a burst is at work that will consume the item of its checkpoint.</summary>
    public bool Continues(long itemId) => _continuing.ContainsKey(itemId);

    /// <summary>Parks a work item that cannot be carried out and records an incident, for operators.</summary>
    public async Task ParkAsync(WorkItem item, Exception error)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("park_crashed_item"));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = item.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = item.InstanceId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow().ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.Message });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.ToString() });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Owner });
        await command.ExecuteNonQueryAsync();
        EngineTelemetry.Incidents.Add(1, new KeyValuePair<string, object?>("workflow.incident.kind", "crash"));
    }

    private async Task<IReadOnlyList<WorkItem>> RunAsync(
        WorkflowExecutionContext context, BurstScope burst, WorkItem? item, string? startKey, ActivationRule? rule,
        CancellationToken cancellationToken, BurstPlan? plan = null)
    {
        if (!EngineTelemetry.FollowsBursts)
        {
            return await RunBurstAsync(context, burst, item, startKey, rule, plan, cancellationToken);
        }

        using var measure = new BurstMeasure(context, (item?.Kind ?? WorkItemKind.Start).ToString().ToLowerInvariant());
        var followUps = await RunBurstAsync(context, burst, item, startKey, rule, plan, cancellationToken);
        measure.Committed(context.SubStatus);
        return followUps;
    }

    private async Task<IReadOnlyList<WorkItem>> RunBurstAsync(
        WorkflowExecutionContext context, BurstScope burst, WorkItem? item, string? startKey, ActivationRule? rule,
        BurstPlan? plan, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        List<WorkItem> consumed = item is null or { IsDirect: true } ? [] : [item];
        List<WorkItem> followUps = [];
        var observer = new BurstObserver(burst.Transaction, async () =>
        {
            // What was done so far becomes durable, together with the order to go on; then the outside effect may happen.
            var written = await CommitAsync(context, burst, consumed, startedAt, startKey, rule, plan, checkpoint: true);
            Forget(consumed);
            consumed = [.. written.Where(static w => w.Kind == WorkItemKind.Continue)];
            consumed.ForEach(c => _continuing.TryAdd(c.Id, 0));
            followUps.AddRange(written.Where(static w => w.Kind != WorkItemKind.Continue));
            (startKey, rule, plan) = (null, null, null);
            context.ClearBurst();
            context.Version++;
        });
        try
        {
            await runner.RunAsync(context, observer, cancellationToken);
            if (plan is not null && context.CommandOutcome is CommandOutcome.NotFound or CommandOutcome.Ended && !context.IsDirty)
            {
                await ConsumeAsync(item, cancellationToken);
                return followUps;
            }

            followUps.AddRange(await CommitAsync(context, burst, consumed, startedAt, startKey, rule, plan));
            return followUps;
        }
        finally
        {
            Forget(consumed);
        }
    }

    private void Forget(List<WorkItem> consumed) => consumed.ForEach(c => _continuing.TryRemove(c.Id, out _));

    private async Task<IReadOnlyList<WorkItem>> CommitAsync(
        WorkflowExecutionContext context, BurstScope burst, List<WorkItem> consumed, DateTimeOffset startedAt, string? startKey,
        ActivationRule? rule, BurstPlan? plan, bool checkpoint = false)
    {
        var commit = BurstWriter.Write(context, startedAt, _options.MaxStateBytes, startKey, rule);
        commit.Consumed.AddRange(consumed);
        commit.Receipt = plan?.Receipt;
        commit.IncidentResolution = plan?.Resolution;
        if (plan?.Kept is { } kept)
        {
            commit.KeptEvents.Add(kept);
        }

        if (checkpoint)
        {
            commit.NewItems.Add(new WorkItemWrite(WorkItemKind.Continue, context.TenantId, context.InstanceId) { Owner = pump.Worker });
        }

        if (burst.Transaction.IsOpen)
        {
            await CommitTransactionAsync(burst, commit);
        }
        else
        {
            await pump.CommitAsync(commit);
        }

        Announce(commit);
        return commit.FollowUps;
    }

    private async Task CommitTransactionAsync(BurstScope burst, BurstCommit commit)
    {
        await burst.Transaction.FlushAsync(CancellationToken.None);
        var transaction = burst.Transaction.Current!;
        await using (var batch = new NpgsqlBatch(transaction.Connection, transaction))
        {
            var writes = new CommitBatch([commit], [], pump.Worker, time.GetUtcNow());
            writes.Build(batch);
            await writes.ExecuteAsync(batch, CancellationToken.None);
        }

        await signals.SignalAsync(SignalPoints.BeforeCommit);
        await burst.Transaction.CommitAsync(CancellationToken.None);
        await signals.SignalAsync(SignalPoints.AfterCommit);
        burst.Committed();
    }

    private void Announce(BurstCommit commit)
    {
        foreach (var incident in commit.Incidents)
        {
            EngineTelemetry.Incidents.Add(1, new KeyValuePair<string, object?>("workflow.incident.kind", incident.Kind));
        }

        foreach (var bookmark in commit.AddedBookmarks)
        {
            if (bookmark.DueAt is { } due)
            {
                TimerPlanned?.Invoke(due);
            }
        }

        foreach (var item in commit.NewItems)
        {
            if (item.Owner is null)
            {
                WorkCreated?.Invoke();
                return;
            }
        }
    }

    private async Task<Guid?> FindStartedAsync(StartRequest request, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(EngineSql.Get("find_start_key"));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Key! });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? id : null;
    }

    // The id or the key is taken: a concurrent start with the same key won, or our own commit of unknown outcome had landed.
    private async Task<BurstOutcome> SettleTakenAsync(
        StartRequest request, WorkItem? item, PostgresException error, CancellationToken cancellationToken)
    {
        if (request.Key is not null && await FindStartedAsync(request, cancellationToken) is { } first)
        {
            await ConsumeAsync(item, cancellationToken);
            return new BurstOutcome(new StartResult.AlreadyStarted(first), []);
        }

        if (error.TableName != "instances")
        {
            throw error;
        }

        await ConsumeAsync(item, cancellationToken);
        return new BurstOutcome(new StartResult.AlreadyStarted(request.InstanceId), []);
    }

    // Only the engine's own keys say so: a unique value of the domain that is taken is the burst's failure.
    private static bool IsTaken(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, SchemaName: "engine", TableName: "instances" or "start_keys" };

    /// <summary>Deletes an item that asks for nothing any more, if it is still ours; null does nothing.</summary>
    /// <exception cref="FencedException">The item is an event without a row, whose wait is gone: it must be stored.</exception>
    public async Task ConsumeAsync(WorkItem? item, CancellationToken cancellationToken)
    {
        if (item is { IsDirect: true })
        {
            throw new FencedException("The wait of a direct resume is gone.");
        }

        if (item is not null)
        {
            await using var command = database.Pool.CreateCommand("delete from engine.work_items where id = $1 and owner = $2");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Id });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Owner });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static ActivationRule? Rule(WorkflowGraph graph, StartRequest request)
    {
        var strategy = graph.Workflow.Options.ActivationStrategyType;
        var definition = graph.Workflow.Identity.DefinitionId;
        return strategy == typeof(SingletonStrategy) ? new ActivationRule(definition, null)
            : strategy == typeof(CorrelatedSingletonStrategy) ? new ActivationRule(definition, request.CorrelationId)
            : strategy == typeof(CorrelationStrategy) && request.CorrelationId is not null ? new ActivationRule(null, request.CorrelationId)
            : null;
    }

    /// <summary>The version that an operator wants the instance to go on with; null: none.</summary>
    private static string? Migration(WorkItem item) =>
        item.Kind is WorkItemKind.Command && JsonSerializer.Deserialize(item.Payload.Span, RequestJson.Default.OperatorCommand) is { Action: OperatorAction.Migrate } command
            ? command.TargetVersionId
            : null;

    private static Dictionary<string, object>? Plain(IReadOnlyDictionary<string, JsonElement>? values) =>
        values?.ToDictionary(static v => v.Key, static v => PlainJson.Read(v.Value)!, StringComparer.Ordinal);
}
