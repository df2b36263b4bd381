using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Branching;

/// <summary>Runs one of two branches. The result is the condition.</summary>
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which activity to execute next.")]
public class If : Activity<bool>
{
    private readonly ActivityCompletionCallback _onBranchCompleted;

    /// <summary>Creates the activity.</summary>
    public If([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onBranchCompleted = OnBranchCompletedAsync;

    /// <summary>Creates the activity.</summary>
    public If(Input<bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Condition = condition;

    /// <summary>Creates the activity.</summary>
    public If(Func<ExpressionExecutionContext, bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public If(Func<bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<bool>(condition), source, line)
    {
    }

    /// <summary>The condition. Default: false.</summary>
    [Input(UIHint = InputUIHints.SingleLine)]
    public Input<bool> Condition { get; set; } = new(literal: false);

    /// <summary>Runs if the condition is true.</summary>
    [Port]
    public IActivity? Then { get; set; }

    /// <summary>Runs if the condition is false.</summary>
    [Port]
    public IActivity? Else { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var result = context.Get(Condition);
        context.Set(Result, result);
        return context.ScheduleActivityAsync(result ? Then : Else, _onBranchCompleted);
    }

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteActivityAsync();
}
