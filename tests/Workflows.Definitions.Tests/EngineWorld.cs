using Workflows.Activities.Support;
using Workflows.Definitions.Support;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;
using Workflows.Domain.Tests.Support;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;
using Workflows.Engine.State;

namespace Workflows.Definitions.Tests;

/// <summary>
/// The sample firm with the real engine in place of the reduced loop: starts and events reach instances in memory, every burst goes
/// through the state's JSON, and timers are the bookmarks' due instants on a clock that stands until it is moved.
/// </summary>
internal sealed class EngineWorld : IAsyncDisposable
{
    private readonly Dictionary<Guid, Instance> _live = [];
    private readonly WorkflowGraph _graph;
    private readonly WorkflowRunner _runner = new();
    private int _started;
    private int _published;

    private EngineWorld(SupportWorld firm, WorkflowGraph graph) => (Firm, _graph) = (firm, graph);

    public SupportWorld Firm { get; }

    /// <summary>What happened, in words that do not depend on ids: activity and event, or mail and recipient.</summary>
    public List<string> Journal { get; } = [];

    public int Live => _live.Count;

    public IEnumerable<Bookmark> Waits => _live.Values.SelectMany(static instance => instance.Bookmarks);

    public static async Task<EngineWorld> CreateAsync(WorkflowGraph? graph = null, Func<SlaPolicyDraft, SlaPolicyDraft>? policy = null) =>
        new(await SupportWorld.CreateAsync(policy), graph ?? await CSharpGraphAsync());

    public static async Task<WorkflowGraph> CSharpGraphAsync() =>
        WorkflowGraph.Compile(await WorkflowBuilder.BuildAsync(new TicketSlaWorkflow(), default), Registry());

    public static ActivityRegistry Registry()
    {
        var registry = new ActivityRegistry();
        registry.RegisterAssembly(typeof(EvaluateSla).Assembly);
        return registry;
    }

    /// <summary>A command, then whatever the engine makes of it.</summary>
    public async Task<TicketOutcome> DoAsync(string person, Func<TicketService, ValueTask<TicketOutcome>> command)
    {
        var outcome = await Firm.DoAsync(person, command, react: false);
        await PumpAsync();
        return outcome;
    }

    public async Task<Guid> OpenAsync(TicketPriority priority = TicketPriority.Normal)
    {
        var id = await Firm.OpenTicketAsync(priority, react: false);
        await PumpAsync();
        return id;
    }

    /// <summary>Moves the clock, firing each timer at its instant.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Firm.Now + time;
        while (Waits.Where(w => w.DueAt <= end).MinBy(static w => w.DueAt) is { } wait)
        {
            if (wait.DueAt > Firm.Now)
            {
                Firm.Sleep(wait.DueAt!.Value - Firm.Now);
            }

            await ResumeAsync(_live.Single(p => p.Value.Bookmarks.Contains(wait)).Key, wait, null);
        }

        Firm.Sleep(end - Firm.Now);
    }

    public ValueTask DisposeAsync() => Firm.DisposeAsync();

    private async Task PumpAsync()
    {
        while (_started < Firm.Gateway.Started.Count || _published < Firm.Gateway.Published.Count)
        {
            if (_started < Firm.Gateway.Started.Count)
            {
                var (start, id) = (Firm.Gateway.Started[_started], Firm.Gateway.Instances[_started++]);
                await BurstAsync(id, start.CorrelationId, null, new StartCommand(Input: start.Input.ToDictionary(static p => p.Key, static p => p.Value!)));
                continue;
            }

            var published = Firm.Gateway.Published[_published++];
            foreach (var (id, instance) in _live.Where(p => p.Value.CorrelationId == published.CorrelationId).ToList())
            {
                if (instance.Bookmarks.FirstOrDefault(b => b.Payload is EventStimulus stimulus && stimulus.EventName == published.Name) is { } wait)
                {
                    await ResumeAsync(id, wait, published.Payload);
                }
            }
        }
    }

    private async Task ResumeAsync(Guid id, Bookmark wait, object? payload)
    {
        var instance = _live[id];
        var input = payload is null ? null : new Dictionary<string, object> { [Event.EventInputWorkflowInputKey] = payload };
        await BurstAsync(id, instance.CorrelationId, instance.State, new ResumeCommand(wait.Id, input));
    }

    private async Task BurstAsync(Guid id, string correlationId, byte[]? state, BurstCommand command)
    {
        var mails = Firm.Mails.Sent.Count;
        await using var scope = Firm.Database.Scope(Firm.Database.TenantA, Actor.Workflow(id));
        var context = state is null
            ? new WorkflowExecutionContext(_graph, id, scope.ServiceProvider, Firm.Database.Clock)
            : WorkflowStateSerializer.Restore(_graph, state, scope.ServiceProvider, Firm.Database.Clock);
        (context.CorrelationId, context.Command) = (correlationId, command);
        await _runner.RunAsync(context);
        if (context.Incidents.Count > 0)
        {
            throw new InvalidOperationException($"{context.Incidents[0].ActivityId}: {context.Incidents[0].Message}");
        }

        Journal.AddRange(context.Journal.Where(static e => e.ActivityId is not null && e.Event is "Started" or "Completed" or "Suspended" or "Resumed")
            .Select(static e => $"{e.ActivityId} {e.Event}"));
        Journal.AddRange(Firm.Mails.Sent.Skip(mails).Select(m => $"mail {m.TemplateKey} to {m.To} {m.NotBefore:O}"));
        if (context.Status == WorkflowStatus.Finished)
        {
            _live.Remove(id);
            Journal.Add($"ended {context.SubStatus}");
        }
        else
        {
            _live[id] = new Instance(correlationId, WorkflowStateSerializer.Serialize(context), [.. context.Bookmarks]);
        }
    }

    private sealed record Instance(string CorrelationId, byte[] State, List<Bookmark> Bookmarks);
}
