using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Runs its body as long as a condition is true.</summary>
[Activity("Elsa", "Looping", "Execute an activity while a given condition evaluates to true.")]
public class While : Activity
{
    private readonly ActivityCompletionCallback _onBodyCompleted;

    /// <summary>Creates the activity.</summary>
    public While([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        OnSignalReceived<BreakSignal>(LoopBreaking.OnBreakAsync);
        _onBodyCompleted = OnBodyCompletedAsync;
    }

    /// <summary>Creates the activity.</summary>
    public While(IActivity? body, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Body = body;

    /// <summary>Creates the activity.</summary>
    public While(Input<bool> condition, IActivity? body = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(body, source, line) => Condition = condition;

    /// <summary>Creates the activity.</summary>
    public While(
        Func<ExpressionExecutionContext, ValueTask<bool>> condition,
        IActivity? body = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), body, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public While(
        Func<ExpressionExecutionContext, bool> condition,
        IActivity? body = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), body, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public While(
        Func<ValueTask<bool>> condition, IActivity? body = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), body, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public While(Func<bool> condition, IActivity? body = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), body, source, line)
    {
    }

    /// <summary>Evaluated before each round. Default: false.</summary>
    [Input(UIHint = InputUIHints.SingleLine, AutoEvaluate = false)]
    public Input<bool> Condition { get; set; } = new(literal: false);

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>A loop that only a break ends.</summary>
    public static While True(IActivity body) => new(new Input<bool>(literal: true), body);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => NextAsync(context.TargetContext);

    private async ValueTask NextAsync(ActivityExecutionContext context)
    {
        if (Body is not null && await context.EvaluateAsync(Condition))
        {
            await context.ScheduleActivityAsync(Body, _onBodyCompleted);
        }
        else
        {
            await context.CompleteActivityAsync();
        }
    }
}
