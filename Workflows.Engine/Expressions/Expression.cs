namespace Workflows.Engine.Expressions;

/// <summary>A way to find a value: a language and its text, a literal, a variable, or a delegate.</summary>
/// <param name="type">Language: Literal, Object, Variable, Input, Output, Delegate, JavaScript, Liquid, Scriban.</param>
/// <param name="value">Text of the expression, or the literal, variable or delegate.</param>
public sealed class Expression(string type, object? value)
{
    /// <summary>Language.</summary>
    public string Type { get; set; } = type;

    /// <summary>Text of the expression, or the literal, variable or delegate.</summary>
    public object? Value { get; set; } = value;

    /// <summary>What an expression handler keeps beside the text, such as its parsed form.</summary>
    public object? Prepared { get; set; }

    /// <summary>A fixed value.</summary>
    public static Expression LiteralExpression(object? value) => new("Literal", value);

    /// <summary>A function.</summary>
    public static Expression DelegateExpression(Func<ExpressionExecutionContext, ValueTask<object?>> value) => new("Delegate", value);

    /// <summary>A function.</summary>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, ValueTask<T>> value) =>
        DelegateExpression(async context => (object?)await value(context));

    /// <summary>A function.</summary>
    public static Expression DelegateExpression<T>(Func<ValueTask<T>> value) => DelegateExpression(async _ => (object?)await value());

    /// <summary>A function.</summary>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, T> value) =>
        DelegateExpression(context => new ValueTask<object?>(value(context)));

    /// <summary>A function.</summary>
    public static Expression DelegateExpression<T>(Func<T> value) => DelegateExpression(_ => new ValueTask<object?>(value()));
}
