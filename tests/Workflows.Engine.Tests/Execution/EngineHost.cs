using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;
using Workflows.Engine.State;
using Workflows.Engine.Time;

namespace Workflows.Engine.Tests.Execution;

/// <summary>Runs a workflow in memory as the durable runtime does: after each burst the state is written and read back.</summary>
internal sealed class EngineHost : IServiceProvider, IStandardOutStreamProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Type, object> _services = [];

    public EngineHost(IActivity root)
        : this(Workflow.FromActivity(root))
    {
    }

    public EngineHost(Workflow workflow)
    {
        _services[typeof(IStandardOutStreamProvider)] = this;
        Graph = WorkflowGraph.Compile(workflow);
        Context = new WorkflowExecutionContext(Graph, Guid.CreateVersion7(), this, Clock) { TenantId = Guid.CreateVersion7() };
    }

    public VirtualTimeProvider Clock { get; } = new(Start);

    public WorkflowGraph Graph { get; }

    public WorkflowExecutionContext Context { get; private set; }

    public List<string> Journal { get; } = [];

    public List<BurstEffect> Effects { get; } = [];

    public IBurstObserver? Observer { get; set; }

    public List<string> Lines { get; } = [];

    public WorkflowSubStatus SubStatus => Context.SubStatus;

    public static async Task<EngineHost> OfAsync(IWorkflow workflow) => new(await WorkflowBuilder.BuildAsync(workflow));

    public object? GetService(Type serviceType) => _services.GetValueOrDefault(serviceType);

    public void Add<T>(T service)
        where T : notnull => _services[typeof(T)] = service;

    public TextWriter GetTextWriter() => new LineWriter(Lines);

    public Task<EngineHost> StartAsync(string? trigger = null, params (string Key, object Value)[] input) =>
        RunAsync(new StartCommand(trigger, input.ToDictionary(pair => pair.Key, pair => pair.Value)));

    public async Task<EngineHost> RunAsync(BurstCommand command)
    {
        Context.Command = command;
        await new BurstRunner().RunAsync(Context, Observer, CancellationToken.None);
        Journal.AddRange(Context.Journal.Select(entry => $"{entry.ActivityId ?? "-"} {entry.Event}"));
        Effects.AddRange(Context.Effects);
        Outcome = Context.CommandOutcome;
        RoundTrip();
        return this;
    }

    public CommandOutcome Outcome { get; private set; }

    public Task<EngineHost> PublishAsync(string eventName, object? payload = null)
    {
        var hash = EventStimulus.HashOf(eventName);
        var bookmark = Context.Bookmarks.First(wait => wait.HasStimulus && wait.StimulusHash == hash);
        var input = new Dictionary<string, object>();
        if (payload is not null)
        {
            input[Event.EventInputWorkflowInputKey] = payload;
        }

        return RunAsync(new ResumeCommand(bookmark.Id, input));
    }

    public async Task<EngineHost> PassAsync(TimeSpan span)
    {
        var end = Clock.GetUtcNow() + span;
        while (Context.Bookmarks.Where(wait => wait.DueAt <= end).OrderBy(wait => wait.DueAt).FirstOrDefault() is { } due)
        {
            Clock.SetUtcNow(due.DueAt!.Value > Clock.GetUtcNow() ? due.DueAt.Value : Clock.GetUtcNow());
            await RunAsync(new ResumeCommand(due.Id));
        }

        Clock.SetUtcNow(end);
        return this;
    }

    public object? Variable(string name) => Workflows.Engine.Expressions.ExpressionExecutionContextExtensions
        .GetVariableInScope(Context.ExpressionExecutionContext, name);

    private void RoundTrip()
    {
        var state = WorkflowStateSerializer.Serialize(Context);
        var (tenant, version) = (Context.TenantId, Context.Version);
        var restored = WorkflowStateSerializer.Restore(Graph, state, this, Clock);
        restored.TenantId = tenant;
        restored.Version = version;
        var again = WorkflowStateSerializer.Serialize(restored);
        System.Text.Encoding.UTF8.GetString(again).Should().Be(System.Text.Encoding.UTF8.GetString(state), "the round trip must be exact");
        Context = restored;
    }

    private sealed class LineWriter(List<string> lines) : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void WriteLine(string? value) => lines.Add(value ?? string.Empty);
    }
}
