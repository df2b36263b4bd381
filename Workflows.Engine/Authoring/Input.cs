using Workflows.Engine.Expressions;

namespace Workflows.Engine.Authoring;

/// <summary>What an activity is given.</summary>
public abstract class Input : Argument
{
    /// <summary>Creates an input that reads a place in memory.</summary>
    protected Input(MemoryBlockReference memoryBlockReference, Type type)
        : base(memoryBlockReference) => Type = type;

    /// <summary>Creates an input with an expression.</summary>
    protected Input(Expression? expression, MemoryBlockReference memoryBlockReference, Type type)
        : base(memoryBlockReference)
    {
        Expression = expression;
        Type = type;
    }

    /// <summary>How the value is found; null: the place in memory is read.</summary>
    public Expression? Expression { get; internal set; }

    /// <summary>Type of the value.</summary>
    public Type Type { get; set; }

    /// <summary>Type name as the definition states it; kept for a faithful round trip.</summary>
    internal string? DeclaredTypeName { get; set; }

    /// <summary>The activity whose slot holds the evaluated value; set by the compiled graph.</summary>
    internal IActivity? Owner { get; set; }

    /// <summary>Position among the evaluated values of the owner, or -1.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Whether the value never changes, so that nothing has to be evaluated.</summary>
    internal bool IsConstant { get; private protected set; }

    internal abstract object? ConstantValue { get; }

    internal abstract ValueTask<object?> EvaluateAsync(ExpressionExecutionContext context);

    /// <summary>Whether evaluation may wait; such inputs cannot be evaluated on demand inside synchronous code.</summary>
    internal abstract bool IsAsynchronous { get; }
}

/// <summary>What an activity is given, typed.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class Input<T> : Input
{
    private readonly Func<ExpressionExecutionContext, T>? _function;
    private readonly Func<ExpressionExecutionContext, ValueTask<T>>? _asyncFunction;
    private readonly T? _constant;
    private object? _boxed;

    /// <summary>Reads a place in memory.</summary>
    public Input(MemoryBlockReference memoryBlockReference)
        : base(memoryBlockReference, typeof(T))
    {
        if (memoryBlockReference is Literal literal)
        {
            Expression = Expression.LiteralExpression(literal.Value);
            _constant = ValueConverter.To<T>(literal.Value);
            IsConstant = true;
        }
    }

    /// <summary>A fixed value.</summary>
    public Input(T literal, string? id = null)
        : this(new Literal<T>(literal, id))
    {
    }

    /// <summary>A function.</summary>
    public Input(Func<T> @delegate, string? id = null)
        : this(Expression.DelegateExpression(@delegate), new MemoryBlockReference { Id = id }) => _function = _ => @delegate();

    /// <summary>An asynchronous function of the running workflow.</summary>
    public Input(Func<ExpressionExecutionContext, ValueTask<T?>> @delegate, string? id = null)
        : this(Expression.DelegateExpression(@delegate), new MemoryBlockReference { Id = id }) => _asyncFunction = @delegate!;

    /// <summary>An asynchronous function.</summary>
    public Input(Func<ValueTask<T?>> @delegate, string? id = null)
        : this(Expression.DelegateExpression(@delegate), new MemoryBlockReference { Id = id }) => _asyncFunction = _ => @delegate()!;

    /// <summary>A function of the running workflow.</summary>
    public Input(Func<ExpressionExecutionContext, T> @delegate, string? id = null)
        : this(Expression.DelegateExpression(@delegate), new MemoryBlockReference { Id = id }) => _function = @delegate;

    /// <summary>Reads a variable.</summary>
    public Input(Variable variable)
        : base(new Expression("Variable", variable), variable, typeof(T))
    {
    }

    /// <summary>Reads what another activity's output was sent to.</summary>
    public Input(Output output)
        : base(null, output.Resolve(), typeof(T))
    {
    }

    /// <summary>A fixed value.</summary>
    public Input(Literal<T> literal)
        : this((MemoryBlockReference)literal)
    {
    }

    /// <summary>A fixed value.</summary>
    public Input(Literal literal)
        : this((MemoryBlockReference)literal)
    {
    }

    /// <summary>A fixed value written as JSON.</summary>
    public Input(ObjectLiteral<T> literal)
        : this((ObjectLiteral)literal)
    {
    }

    /// <summary>A fixed value written as JSON.</summary>
    public Input(ObjectLiteral literal)
        : this(new Expression("Object", literal.Value), literal)
    {
    }

    /// <summary>An expression with its place in memory.</summary>
    public Input(Expression? expression, MemoryBlockReference memoryBlockReference)
        : base(expression, memoryBlockReference, typeof(T))
    {
        if (expression is { Type: "Literal" })
        {
            // A literal that cannot be converted must fail when the activity runs, as an incident, not when the definition loads.
            IsConstant = ValueConverter.TryConvert(expression.Value, typeof(T), out var converted);
            _constant = IsConstant ? (T?)converted : default;
        }
    }

    /// <summary>An expression.</summary>
    public Input(Expression? expression)
        : this(expression, new MemoryBlockReference())
    {
    }

    internal T? Constant => _constant;

    internal override object? ConstantValue => _boxed ??= _constant;

    internal override bool IsAsynchronous => _asyncFunction is not null;

    internal override ValueTask<object?> EvaluateAsync(ExpressionExecutionContext context)
    {
        if (_function is not null)
        {
            return new(_function(context));
        }

        if (IsConstant)
        {
            return new(ConstantValue);
        }

        if (_asyncFunction is not null)
        {
            return AwaitAsync(_asyncFunction(context));
        }

        if (Expression is null or { Value: Variable })
        {
            return new(ValueConverter.Convert(context.TryGet(Resolve(), out var value) ? value : null, typeof(T)));
        }

        return AwaitConvertedAsync(context.Expressions.EvaluateAsync(Expression, typeof(T), context));
    }

    /// <summary>Evaluates synchronously, for code that cannot wait.</summary>
    internal T? EvaluateNow(ExpressionExecutionContext context)
    {
        var task = EvaluateAsync(context);
        return (T?)(task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult());
    }

    private static async ValueTask<object?> AwaitAsync(ValueTask<T> task) => await task;

    private static async ValueTask<object?> AwaitConvertedAsync(ValueTask<object?> task) => ValueConverter.Convert(await task, typeof(T));
}
