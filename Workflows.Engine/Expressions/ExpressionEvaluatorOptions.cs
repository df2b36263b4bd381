namespace Workflows.Engine.Expressions;

/// <summary>What an evaluation is given besides the running workflow.</summary>
public sealed class ExpressionEvaluatorOptions
{
    /// <summary>No arguments.</summary>
    public static ExpressionEvaluatorOptions Empty { get; } = new();

    /// <summary>Values that the expression sees by name.</summary>
    public IDictionary<string, object> Arguments { get; set; } = new Dictionary<string, object>();
}
