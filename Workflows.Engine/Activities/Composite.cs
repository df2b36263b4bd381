using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities;

/// <summary>An activity made of other activities, like a workflow within a workflow.</summary>
public abstract class Composite : Activity, IVariableContainer
{
    private readonly ActivityCompletionCallback _onRootCompleted;
    private bool _isSetUp;

    /// <summary>Creates the activity.</summary>
    protected Composite(string? source = null, int? line = null)
        : base(source, line)
    {
        OnSignalReceived<CompleteCompositeSignal>(OnCompleteCompositeAsync);
        _onRootCompleted = OnRootCompletedAsync;
    }

    /// <summary>Variables for everything inside.</summary>
    public ICollection<Variable> Variables { get; set; } = [];

    /// <summary>Variable that holds the result when the composite ends.</summary>
    public Variable? ResultVariable { get; set; }

    /// <summary>The first activity inside.</summary>
    [Port]
    [Browsable(false)]
    public IActivity? Root { get; set; } = new Sequence(source: null);

    /// <summary>Called once, when the workflow is compiled: the place to put the activities together.</summary>
    public virtual void Setup()
    {
    }

    private protected ActivityCompletionCallback RootCompleted => _onRootCompleted;

    internal void EnsureSetup()
    {
        if (!_isSetUp)
        {
            _isSetUp = true;
            Setup();
        }
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        ConfigureActivities(context);
        context.DeclareVariables(Variables);
        return context.ScheduleActivityAsync(Root, _onRootCompleted);
    }

    /// <summary>Called before the activities inside run.</summary>
    protected virtual void ConfigureActivities(ActivityExecutionContext context)
    {
    }

    /// <summary>Completes the innermost composite around the given activity with a result.</summary>
    protected static async Task CompleteAsync(ActivityExecutionContext context, object? result = null) =>
        await context.SendSignalAsync(new CompleteCompositeSignal(result));

    /// <summary>Completes the innermost composite around the given activity with outcomes.</summary>
    protected static Task CompleteAsync(ActivityExecutionContext context, params string[] outcomes) => CompleteAsync(context, (object)new Outcomes(outcomes));

    /// <summary>Called when the activities inside are done; the default calls <see cref="OnCompleted"/>.</summary>
    protected virtual ValueTask OnCompletedAsync(ActivityCompletedContext context)
    {
        OnCompleted(context);
        return default;
    }

    /// <summary>Called when the activities inside are done.</summary>
    protected virtual void OnCompleted(ActivityCompletedContext context)
    {
    }

    /// <summary>A step from a function.</summary>
    protected static Inline Inline(Func<ActivityExecutionContext, ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(activity, source, line);

    /// <summary>A step from a function.</summary>
    protected static Inline Inline(Func<ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(activity, source, line);

    /// <summary>A step from a function.</summary>
    protected static Inline Inline(Action<ActivityExecutionContext> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(activity, source, line);

    /// <summary>A step from a function.</summary>
    protected static Inline Inline(Action activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(activity, source, line);

    /// <summary>A step from a function with a result.</summary>
    protected static Inline<TResult> Inline<TResult>(
        Func<ActivityExecutionContext, ValueTask<TResult>> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>A step from a function with a result.</summary>
    protected static Inline<TResult> Inline<TResult>(
        Func<ValueTask<TResult>> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>A step from a function with a result.</summary>
    protected static Inline<TResult> Inline<TResult>(
        Func<ActivityExecutionContext, TResult> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>A step from a function with a result.</summary>
    protected static Inline<TResult> Inline<TResult>(
        Func<TResult> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>A step that sets a variable.</summary>
    protected static SetVariable<T> SetVariable<T>(
        Variable<T> variable, T value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    /// <summary>A step that sets a variable.</summary>
    protected static SetVariable<T> SetVariable<T>(
        Variable<T> variable,
        Func<ExpressionExecutionContext, T> value,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    /// <summary>A step that sets a variable.</summary>
    protected static SetVariable<T> SetVariable<T>(
        Variable<T> variable, Func<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(variable, value, source, line);

    /// <summary>A step that sets a variable.</summary>
    protected static SetVariable<T> SetVariable<T>(
        Variable<T> variable, Variable<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(variable, value, source, line);

    private protected virtual void RecordResult(ActivityExecutionContext context)
    {
        if (ResultVariable is not null && this is IActivityWithResult { } withResult)
        {
            context.Set(withResult.Result, context.Get(ResultVariable), nameof(IActivityWithResult.Result));
        }
    }

    private async ValueTask OnRootCompletedAsync(ActivityCompletedContext context)
    {
        await OnCompletedAsync(context);
        RecordResult(context.TargetContext);
        await context.TargetContext.CompleteActivityAsync();
    }

    private async ValueTask OnCompleteCompositeAsync(CompleteCompositeSignal signal, SignalContext context)
    {
        context.StopPropagation();
        var receiver = context.ReceiverActivityExecutionContext;
        var sender = context.SenderActivityExecutionContext;
        await OnCompletedAsync(new ActivityCompletedContext(receiver, sender, signal.Value));
        RecordResult(receiver);
        if (signal.Value is not null and not Outcomes && this is IActivityWithResult withResult)
        {
            receiver.Set(withResult.Result, signal.Value, nameof(IActivityWithResult.Result));
        }

        if (sender != receiver && !sender.IsCompleted)
        {
            sender.MarkCompleted(null);
        }

        await receiver.CompleteActivityAsync(signal.Value);
    }
}

/// <summary>A composite with a result.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public abstract class Composite<T> : Composite, IActivityWithResult<T>
{
    /// <summary>Creates the activity.</summary>
    protected Composite([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc />
    [Output]
    public Output<T>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T>?)value;
    }
}
