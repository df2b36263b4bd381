using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>Base of all activities. It does not complete by itself: the activity says when (see <see cref="CodeActivity"/>).</summary>
public abstract class Activity : IActivity, ISignalHandler
{
    private Dictionary<string, object>? _customProperties;
    private Dictionary<string, object>? _syntheticProperties;
    private Dictionary<string, object>? _metadata;
    private Dictionary<Type, Func<object, SignalContext, ValueTask>>? _signalHandlers;
    private List<IBehavior>? _behaviors;
    private string? _type;
    private int _version;

    /// <summary>Creates the activity.</summary>
    /// <param name="source">File that creates it; kept as a custom property.</param>
    /// <param name="line">Line that creates it.</param>
    protected Activity(string? source = null, int? line = null)
    {
        if (source is not null)
        {
            Source = source;
            SourceLine = line;
        }
    }

    /// <summary>Creates the activity under an explicit type name.</summary>
    protected Activity(string activityType, int version = 1, string? source = null, int? line = null)
        : this(source, line)
    {
        _type = activityType;
        _version = version;
    }

    /// <inheritdoc />
    public string Id { get; set; } = null!;

    /// <inheritdoc />
    public string NodeId { get; set; } = null!;

    /// <inheritdoc />
    public string? Name { get; set; }

    /// <inheritdoc />
    public string Type
    {
        get => _type ??= ActivityTypeNames.Of(GetType());
        set => _type = value;
    }

    /// <inheritdoc />
    public int Version
    {
        get => _version == 0 ? _version = ActivityTypeNames.VersionOf(GetType()) : _version;
        set => _version = value;
    }

    /// <summary>Whether the activity may start the workflow (as a trigger, or as the flowchart's first step).</summary>
    public bool CanStartWorkflow
    {
        get => this.GetCanStartWorkflow();
        set => this.SetCanStartWorkflow(value);
    }

    /// <summary>Kept for Elsa definitions; the engine runs every activity inside the burst.</summary>
    public bool? RunAsynchronously
    {
        get => this.GetRunAsynchronously();
        set => this.SetRunAsynchronously(value);
    }

    /// <summary>Name of the commit strategy; null uses the workflow's.</summary>
    public string? CommitStrategy
    {
        get => this.GetCommitStrategy();
        set => this.SetCommitStrategy(value);
    }

    /// <inheritdoc />
    public IDictionary<string, object> CustomProperties
    {
        get => _customProperties ??= [];
        set => _customProperties = value as Dictionary<string, object> ?? new Dictionary<string, object>(value);
    }

    /// <inheritdoc />
    public IDictionary<string, object> SyntheticProperties
    {
        get => _syntheticProperties ??= [];
        set => _syntheticProperties = value as Dictionary<string, object> ?? new Dictionary<string, object>(value);
    }

    /// <inheritdoc />
    public IDictionary<string, object> Metadata
    {
        get => _metadata ??= [];
        set => _metadata = value as Dictionary<string, object> ?? new Dictionary<string, object>(value);
    }

    /// <summary>Reusable reactions to execution and signals.</summary>
    public ICollection<IBehavior> Behaviors => _behaviors ??= [];

    internal string? Source { get; }

    internal int? SourceLine { get; }

    internal bool HasBehaviors => _behaviors is { Count: > 0 };

    internal Dictionary<Type, Func<object, SignalContext, ValueTask>>? SignalHandlers => _signalHandlers;

    ValueTask<bool> IActivity.CanExecuteAsync(ActivityExecutionContext context) => CanExecuteAsync(context);

    ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context) =>
        HasBehaviors ? ExecuteWithBehaviorsAsync(context) : ExecuteAsync(context);

    async ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context)
    {
        if (_signalHandlers is not null && _signalHandlers.TryGetValue(signal.GetType(), out var handler))
        {
            await handler(signal, context);
        }

        await OnSignalReceivedAsync(signal, context);
        if (_behaviors is not null)
        {
            foreach (var behavior in _behaviors.ToArray())
            {
                await behavior.ReceiveSignalAsync(signal, context);
            }
        }
    }

    /// <summary>Override to hold the activity back; the default asks <see cref="CanExecute"/>.</summary>
    protected virtual ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context) => new(CanExecute(context));

    /// <summary>Override to hold the activity back. Default: true.</summary>
    protected virtual bool CanExecute(ActivityExecutionContext context) => true;

    /// <summary>The work of the activity; the default calls <see cref="Execute"/>.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return default;
    }

    /// <summary>The synchronous work of the activity. Default: nothing.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>Called for each signal that passes this activity; the default calls <see cref="OnSignalReceived(object, SignalContext)"/>.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
    {
        OnSignalReceived(signal, context);
        return default;
    }

    /// <summary>Called for each signal that passes this activity.</summary>
    protected virtual void OnSignalReceived(object signal, SignalContext context)
    {
    }

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived(Type signalType, Func<object, SignalContext, ValueTask> handler) =>
        (_signalHandlers ??= [])[signalType] = handler;

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler) =>
        OnSignalReceived(typeof(T), (signal, context) => handler((T)signal, context));

    /// <summary>Registers a handler for one type of signal.</summary>
    protected void OnSignalReceived<T>(Action<T, SignalContext> handler) =>
        OnSignalReceived(typeof(T), (signal, context) =>
        {
            handler((T)signal, context);
            return default;
        });

    /// <summary>Completes the activity with the outcome "Done".</summary>
    protected static ValueTask CompleteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();

    internal bool Has(string customProperty) => _customProperties?.ContainsKey(customProperty) == true;

    private async ValueTask ExecuteWithBehaviorsAsync(ActivityExecutionContext context)
    {
        await ExecuteAsync(context);
        foreach (var behavior in _behaviors!.ToArray())
        {
            await behavior.ExecuteAsync(context);
        }
    }
}

/// <summary>An activity that produces one result.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public abstract class Activity<T> : Activity, IActivityWithResult<T>
{
    /// <summary>Creates the activity.</summary>
    protected Activity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity under an explicit type name.</summary>
    protected Activity(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates the activity and sends its result to a variable.</summary>
    protected Activity(MemoryBlockReference? output, string? source = null, int? line = null)
        : base(source, line) => Result = output is null ? null : new Output<T>(output);

    /// <summary>Creates the activity with a prepared output.</summary>
    protected Activity(Output<T>? output, string? source = null, int? line = null)
        : base(source, line) => Result = output;

    /// <inheritdoc />
    [Output]
    public Output<T>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T>?)value;
    }
}
