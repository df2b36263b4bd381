using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Branching;

/// <summary>A case of a switch.</summary>
public class SwitchCase
{
    /// <summary>Creates an empty case.</summary>
    public SwitchCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Expression condition, IActivity? activity)
    {
        Label = label;
        Condition = condition;
        Activity = activity;
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Func<ExpressionExecutionContext, ValueTask<bool>> condition, IActivity? activity)
        : this(label, Expression.DelegateExpression(condition), activity)
    {
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Func<ValueTask<bool>> condition, IActivity? activity)
        : this(label, Expression.DelegateExpression(condition), activity)
    {
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Func<ExpressionExecutionContext, bool> condition, IActivity? activity)
        : this(label, Expression.DelegateExpression(condition), activity)
    {
    }

    /// <summary>Creates a case.</summary>
    public SwitchCase(string label, Func<bool> condition, IActivity? activity)
        : this(label, Expression.DelegateExpression(condition), activity)
    {
    }

    /// <summary>Name of the case.</summary>
    public string Label { get; set; } = string.Empty;

    /// <summary>When the case matches.</summary>
    public Expression Condition { get; set; } = Expression.LiteralExpression(value: false);

    /// <summary>What runs then.</summary>
    public IActivity? Activity { get; set; }
}
