namespace Workflows.Engine.Expressions;

/// <summary>Evaluates expressions of one language.</summary>
public interface IExpressionHandler
{
    /// <summary>Finds the value; it may need conversion to the return type.</summary>
    ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options);
}
