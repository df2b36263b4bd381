using System.Runtime.ExceptionServices;
using System.Text.Json;
using Npgsql;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Direct;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Timers;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Engine.Durability;

/// <summary>The durable engine, as hosts use it. Every call returns only after what it reports is committed.</summary>
public sealed class WorkflowEngine
{
    private readonly EngineDataSource _database;
    private readonly BurstDriver _driver;
    private readonly EventRouter _router;
    private readonly DirectResume _direct;
    private readonly InstanceLanes _lanes;
    private readonly WorkClaimer _claimer;
    private readonly TimerDrainer _timers;
    private readonly WorkNotifier _notifier;
    private readonly DefinitionPauses _pauses;
    private readonly IWorkflowCatalog _catalog;
    private readonly OwnershipDoubt _doubt;
    private readonly TimeProvider _time;

    internal WorkflowEngine(
        EngineDataSource database, BurstDriver driver, EventRouter router, DirectResume direct, EngineLoops loops, DefinitionPauses pauses,
        IWorkflowCatalog catalog, OwnershipDoubt doubt, TimeProvider time)
    {
        _database = database;
        _driver = driver;
        _router = router;
        _direct = direct;
        _lanes = loops.Lanes;
        _claimer = loops.Claimer;
        _timers = loops.Timers;
        _notifier = loops.Notifier;
        _pauses = pauses;
        _catalog = catalog;
        _doubt = doubt;
        _time = time;
    }

    /// <summary>
    /// Starts an instance and runs its first burst. With a <see cref="StartRequest.Key"/> that was used before, gives the first
    /// instance and starts nothing.
    /// </summary>
    public async Task<StartResult> StartAsync(StartRequest request, CancellationToken cancellationToken)
    {
        var graph = request.VersionId is { } id
            ? await _catalog.LoadVersionAsync(id, cancellationToken)
            : _catalog.Find(request.DefinitionId, request.Version, request.TenantId);
        if (graph is null)
        {
            return new StartResult.UnknownDefinition();
        }

        if (_pauses.IsPaused(request.TenantId, request.DefinitionId))
        {
            return new StartResult.Paused();
        }

        try
        {
            var burst = await _driver.StartAsync(request, null, cancellationToken);
            foreach (var item in burst.FollowUps)
            {
                _lanes.Accept(item);
            }

            return burst.Result;
        }
        catch (BurstAbortedException error) when (error.InnerException is { } outage)
        {
            _doubt.Raise();
            ExceptionDispatchInfo.Throw(outage);
            throw;
        }
        catch
        {
            // A checkpoint, or the whole commit, may be there although its answer got lost.
            _doubt.Raise();
            throw;
        }
    }

    /// <summary>
    /// Stores an event and hands it to the waits it matches, once for each <see cref="EventMessage.Id"/>: whoever got no answer repeats
    /// the call with the same message.
    /// </summary>
    /// <param name="message">The event.</param>
    /// <param name="waitForBursts">Whether to return only after the resumed bursts have committed.</param>
    /// <param name="cancellationToken">Stops the waiting; the event is not taken back.</param>
    /// <returns>How many waits it resumed in this process; an event that found none is kept for a wait to come. 0 for a repetition.</returns>
    public async Task<int> PublishAsync(EventMessage message, bool waitForBursts, CancellationToken cancellationToken)
    {
        message = message with { PublishedAt = message.PublishedAt ?? _time.GetUtcNow() };
        if (waitForBursts && await _direct.TryAsync(message, _lanes).WaitAsync(cancellationToken))
        {
            return 1;
        }

        var items = await _router.RouteAsync(message, null);
        if (!waitForBursts)
        {
            foreach (var item in items)
            {
                _lanes.Accept(item);
            }

            return items.Count;
        }

        var done = new List<Task>(items.Count);
        foreach (var item in items)
        {
            item.Done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_lanes.Accept(item))
            {
                done.Add(item.Done.Task);
            }
        }

        await Task.WhenAll(done).WaitAsync(cancellationToken);
        return items.Count;
    }

    /// <summary>Gives an instance an operator's command and waits until it is carried out. False: the tenant has no such instance.</summary>
    public async Task<bool> CommandAsync(
        Guid tenantId, Guid instanceId, OperatorCommand command, CancellationToken cancellationToken)
    {
        await using (var connection = await _database.Pool.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var find = new NpgsqlCommand(
                "select 1 from engine.instances where tenant_id = $1 and id = $2", connection, transaction))
            {
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = instanceId });
                if (await find.ExecuteScalarAsync(cancellationToken) is null)
                {
                    return false;
                }
            }

            await ProcessOutbox.CommandAsync(transaction, tenantId, instanceId, command, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Wake();
        await CommandWait.UntilConsumedAsync(_database, instanceId, cancellationToken);
        return true;
    }

    /// <summary>Ends one wait of an instance and waits until the burst has committed. False: the tenant has no such wait.</summary>
    public async Task<bool> ResumeAsync(
        Guid tenantId, Guid instanceId, Guid bookmarkKey, IReadOnlyDictionary<string, JsonElement>? input, CancellationToken cancellationToken)
    {
        await using (var connection = await _database.Pool.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var find = new NpgsqlCommand(
                "select 1 from engine.bookmarks where tenant_id = $1 and instance_id = $2 and id = $3", connection, transaction))
            {
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = instanceId });
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = bookmarkKey });
                if (await find.ExecuteScalarAsync(cancellationToken) is null)
                {
                    return false;
                }
            }

            await ProcessOutbox.ResumeAsync(transaction, tenantId, instanceId, bookmarkKey, input, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Wake();
        await CommandWait.UntilConsumedAsync(_database, instanceId, cancellationToken);
        return true;
    }

    /// <summary>Stops a definition's instances from being driven; their work is parked. New starts are refused.</summary>
    public async Task PauseDefinitionAsync(Guid tenantId, string definitionId, string by, CancellationToken cancellationToken)
    {
        await _pauses.PauseAsync(tenantId, definitionId, by, _time.GetUtcNow(), cancellationToken);
        _notifier.Notify();
    }

    /// <summary>Lets a paused definition go on; parked work runs at once.</summary>
    public async Task ResumeDefinitionAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await _pauses.ResumeAsync(tenantId, definitionId, cancellationToken);
        Wake();
    }

    /// <summary>Completes a <c>RunTask</c> activity.</summary>
    public Task<int> CompleteTaskAsync(Guid tenantId, string taskId, JsonElement? result, CancellationToken cancellationToken) =>
        PublishAsync(
            new EventMessage
            {
                TenantId = tenantId,
                Name = $"task {taskId}",
                Stimulus = Stimuli.Task(taskId),
                Payload = result,
                KeepFor = TimeSpan.FromDays(7),
            },
            waitForBursts: false,
            cancellationToken);

    /// <summary>Says that a foreign transaction has committed work (see <see cref="ProcessOutbox"/>).</summary>
    public void Wake()
    {
        _claimer.Wake();
        _notifier.Notify();
    }

    /// <summary>Looks for due timers and free work now; the safety net for wake-ups that got lost.</summary>
    public void WakeTimers()
    {
        _timers.Wake();
        _claimer.Wake();
    }
}
