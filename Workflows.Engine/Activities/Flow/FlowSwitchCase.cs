using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Flow;

/// <summary>A case of a switch in a flowchart; its label is the outcome.</summary>
public class FlowSwitchCase
{
    /// <summary>Creates an empty case.</summary>
    public FlowSwitchCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Expression condition)
    {
        Label = label;
        Condition = condition;
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Func<ExpressionExecutionContext, ValueTask<bool>> condition)
        : this(label, Expression.DelegateExpression(condition))
    {
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Func<ValueTask<bool>> condition)
        : this(label, Expression.DelegateExpression(condition))
    {
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Func<ExpressionExecutionContext, bool> condition)
        : this(label, Expression.DelegateExpression(condition))
    {
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Func<bool> condition)
        : this(label, Expression.DelegateExpression(condition))
    {
    }

    /// <summary>Name of the case and of its outcome.</summary>
    public string Label { get; set; } = string.Empty;

    /// <summary>When the case matches.</summary>
    public Expression Condition { get; set; } = Expression.LiteralExpression(value: false);
}
