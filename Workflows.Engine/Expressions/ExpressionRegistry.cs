using System.Collections.Frozen;

namespace Workflows.Engine.Expressions;

/// <summary>The expression languages, by name.</summary>
public sealed class ExpressionRegistry
{
    private readonly FrozenDictionary<string, ExpressionDescriptor> _byType;

    /// <summary>Creates a registry.</summary>
    public ExpressionRegistry(IEnumerable<ExpressionDescriptor> descriptors)
    {
        Descriptors = [.. descriptors];
        _byType = Descriptors.ToFrozenDictionary(descriptor => descriptor.Type, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All languages of the engine.</summary>
    public static ExpressionRegistry Default { get; } = new(BuiltInExpressions.All);

    /// <summary>The languages, in the designer's order.</summary>
    public IReadOnlyList<ExpressionDescriptor> Descriptors { get; }

    /// <summary>Finds a language.</summary>
    public ExpressionDescriptor? Find(string type) => _byType.GetValueOrDefault(type);

    /// <summary>Evaluates an expression.</summary>
    /// <exception cref="InvalidOperationException">The language is unknown.</exception>
    public ValueTask<object?> EvaluateAsync(
        Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null)
    {
        var descriptor = Find(expression.Type) ?? throw new InvalidOperationException($"The expression language '{expression.Type}' is unknown.");
        return descriptor.Handler.EvaluateAsync(expression, returnType, context, options ?? ExpressionEvaluatorOptions.Empty);
    }
}
