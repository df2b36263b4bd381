using System.Diagnostics.CodeAnalysis;
using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>One instance of a workflow while a burst drives it, with everything the burst leaves to commit.</summary>
public sealed partial class WorkflowExecutionContext : IExecutionContext
{
    private readonly Queue<WorkItem> _queue = new();
    private string? _id;
    private Dictionary<string, object>? _input;
    private IDictionary<string, object>? _mergedInput;
    private ExpressionExecutionContext? _expressions;

    /// <summary>Creates an instance that has not started.</summary>
    /// <param name="graph">The compiled workflow.</param>
    /// <param name="instanceId">Id of the instance.</param>
    /// <param name="services">Services of its activities; null: none.</param>
    /// <param name="timeProvider">Its clock; null: the system's.</param>
    public WorkflowExecutionContext(WorkflowGraph graph, Guid instanceId, IServiceProvider? services = null, TimeProvider? timeProvider = null)
    {
        WorkflowGraph = graph;
        InstanceId = instanceId;
        ServiceProvider = services ?? NoServices.Instance;
        TimeProvider = timeProvider ?? TimeProvider.System;
        CreatedAt = UpdatedAt = TimeProvider.GetUtcNow();
    }

    /// <summary>Id of the instance.</summary>
    public Guid InstanceId { get; }

    /// <summary>Tenant of the instance.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Version of the stored state; the runtime sets it.</summary>
    public long Version { get; set; }

    /// <summary><see cref="InstanceId"/> as text.</summary>
    public string Id => _id ??= InstanceId.ToString();

    /// <summary>Services of the activities; the runtime may give each burst its own scope.</summary>
    public IServiceProvider ServiceProvider { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; }

    /// <summary>The compiled workflow.</summary>
    public WorkflowGraph WorkflowGraph { get; }

    /// <summary>The workflow.</summary>
    public Workflow Workflow => WorkflowGraph.Workflow;

    /// <inheritdoc />
    public IActivity Activity => Workflow;

    /// <summary>Whether the instance still runs.</summary>
    public WorkflowStatus Status =>
        SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? WorkflowStatus.Finished : WorkflowStatus.Running;

    /// <summary>What the instance does.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>Whether a burst runs.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>Memory of the workflow's own variables.</summary>
    public MemoryRegister MemoryRegister { get; } = new();

    /// <summary>Correlation id; events with one reach only waits of the same.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Name for people.</summary>
    public string? Name { get; set; }

    /// <summary>The instance that started this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>The same as <see cref="ParentWorkflowInstanceId"/>.</summary>
    public string? ParentInstanceId { get => ParentWorkflowInstanceId; set => ParentWorkflowInstanceId = value; }

    /// <summary>When the instance was created.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its last burst ended.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended; null: not yet.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The present instant.</summary>
    public DateTimeOffset UtcNow => TimeProvider.GetUtcNow();

    /// <summary>Cancels the burst.</summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>The trigger that started the instance; null: none.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>Input of the workflow, with what the current command brought.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<string, object> Input
    {
        get => _mergedInput ?? (_input ??= []);
        set
        {
            _input = value as Dictionary<string, object> ?? new Dictionary<string, object>(value);
            _mergedInput = null;
        }
    }

    /// <summary>Output of the workflow.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<string, object> Output { get => field ??= new Dictionary<string, object>(); set; }

    /// <summary>Durable properties.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<string, object> Properties { get => field ??= new Dictionary<string, object>(); set; }

    /// <summary>Values that last for the burst.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<object, object> TransientProperties { get => field ??= new Dictionary<object, object>(); set; }

    /// <summary>Evaluates expressions in the workflow's scope.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext => _expressions ??= new ExpressionExecutionContext(this, null);

    /// <summary>Variables of the workflow.</summary>
    public IEnumerable<Variable> Variables => Workflow.Variables;

    /// <summary>Runs that have not completed.</summary>
    public IReadOnlyCollection<ActivityExecutionContext> ActivityExecutionContexts => Root is null ? [] : [.. Root.EnumerateTree()];

    /// <summary>What the next <see cref="BurstRunner.RunAsync"/> does; null: go on with the scheduled work.</summary>
    public BurstCommand? Command { get; set; }

    /// <summary>What became of the last command.</summary>
    public CommandOutcome CommandOutcome { get; internal set; }

    /// <summary>The run of the workflow itself; null: not started, or ended.</summary>
    internal ActivityExecutionContext? Root { get; set; }

    internal int LastNumber { get; set; }

    internal int TriggerRun { get; set; }

    internal Queue<WorkItem> Queue => _queue;

    internal Dictionary<string, object>? OwnInput => _input;

    /// <summary>Cancels the instance in the current burst.</summary>
    public void Cancel() => CancelRequested = true;

    /// <summary>A service.</summary>
    public T GetRequiredService<T>()
        where T : notnull => (T)GetRequiredService(typeof(T));

    /// <summary>A service.</summary>
    public object GetRequiredService(Type serviceType) =>
        GetService(serviceType) ?? throw new InvalidOperationException($"No service of type {serviceType} is registered.");

    /// <summary>A service, or a new object of the type.</summary>
    public T GetOrCreateService<T>()
        where T : notnull =>
        GetService<T>() ?? Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<T>(ServiceProvider);

    /// <summary>A service; null: not registered.</summary>
    public T? GetService<T>()
        where T : notnull => (T?)GetService(typeof(T));

    /// <summary>A service; null: not registered.</summary>
    public object? GetService(Type serviceType) =>
        serviceType == typeof(TimeProvider) ? TimeProvider : ServiceProvider.GetService(serviceType);

    /// <summary>All services of a type.</summary>
    public IEnumerable<T> GetServices<T>()
        where T : notnull => (IEnumerable<T>?)ServiceProvider.GetService(typeof(IEnumerable<T>)) ?? [];

    /// <summary>A durable property; default if it is not set.</summary>
    public T? GetProperty<T>(string key) => Properties.TryGetValue(key, out var value) ? ValueConverter.To<T>(value) : default;

    /// <summary>Sets a durable property.</summary>
    public void SetProperty<T>(string key, T? value) => Properties[key] = value!;

    /// <summary>Changes a durable property.</summary>
    public T UpdateProperty<T>(string key, Func<T?, T> updater)
        where T : notnull
    {
        var value = updater(GetProperty<T>(key));
        Properties[key] = value;
        return value;
    }

    /// <summary>Whether a durable property is set.</summary>
    public bool HasProperty(string name) => Properties.ContainsKey(name);

    /// <summary>Finds a run that has not completed.</summary>
    public ActivityExecutionContext? FindContext(string activityInstanceId)
    {
        foreach (var context in ActivityExecutionContexts)
        {
            if (context.Id == activityInstanceId)
            {
                return context;
            }
        }

        return null;
    }

    internal ActivityExecutionContext? FindByNumber(int number)
    {
        if (Root is not null)
        {
            foreach (var context in Root.EnumerateTree())
            {
                if (context.Number == number)
                {
                    return context;
                }
            }
        }

        return null;
    }

    /// <summary>Finds an activity by id.</summary>
    public IActivity? FindActivityById(string activityId) => WorkflowGraph.FindById(activityId)?.Activity;

    /// <summary>Finds an activity by node id.</summary>
    public IActivity? FindActivityByNodeId(string nodeId) => WorkflowGraph.Find(nodeId)?.Activity;

    /// <summary>The trigger counts once: when a loop comes back to it, it waits like any other activity.</summary>
    internal bool IsTrigger(ActivityExecutionContext context)
    {
        if (TriggerActivityId is null || TriggerActivityId != context.Activity.Id)
        {
            return false;
        }

        if (TriggerRun == 0)
        {
            TriggerRun = context.Number;
        }

        return TriggerRun == context.Number;
    }

    internal void UseCommandInput(IDictionary<string, object>? input)
    {
        if (input is null or { Count: 0 })
        {
            _mergedInput = null;
            return;
        }

        var merged = _input is null ? [] : new Dictionary<string, object>(_input);
        foreach (var (key, value) in input)
        {
            merged[key] = value;
        }

        _mergedInput = merged;
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
