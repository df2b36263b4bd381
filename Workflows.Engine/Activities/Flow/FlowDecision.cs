using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Completes with the outcome "True" or "False".</summary>
[FlowNode("True", "False")]
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which path to execute next.", DisplayName = "Decision")]
public class FlowDecision : Activity
{
    private static readonly Outcomes True = new("True");
    private static readonly Outcomes False = new("False");

    /// <summary>Creates the activity.</summary>
    public FlowDecision([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public FlowDecision(Func<ExpressionExecutionContext, bool> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Condition = new Input<bool>(condition);

    /// <summary>Creates the activity.</summary>
    public FlowDecision(
        Func<ExpressionExecutionContext, ValueTask<bool>> condition, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Condition = new Input<bool>(condition);

    /// <summary>The condition. Default: false.</summary>
    [Input(UIHint = InputUIHints.SingleLine)]
    public Input<bool> Condition { get; set; } = new(literal: false);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync(context.Get(Condition) ? True : False);
}
