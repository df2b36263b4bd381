using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Branching;

/// <summary>Evaluates conditions of cases.</summary>
internal static class Conditions
{
    public static async ValueTask<bool> IsTrueAsync(Expression condition, ActivityExecutionContext context)
    {
        var value = await context.WorkflowExecutionContext.WorkflowGraph.Expressions.EvaluateAsync(
            condition, typeof(bool), context.ExpressionExecutionContext);
        return ValueConverter.To<bool>(value);
    }
}
