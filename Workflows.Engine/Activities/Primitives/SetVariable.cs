using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Sets a variable.</summary>
[Activity("Elsa", "Primitives", "Assign a workflow variable a value.")]
public class SetVariable : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetVariable([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The variable.</summary>
    [Input(Description = "The variable to assign the value to.", UIHint = InputUIHints.VariablePicker)]
    public Variable? Variable { get; set; }

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<object?> Value { get; set; } = null!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        if (Variable is not null)
        {
            context.Set(Variable, context.Get(Value));
        }
    }
}

/// <summary>Sets a typed variable.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
[Activity("Elsa", "Primitives", "Assign a workflow variable a value.")]
public class SetVariable<T> : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetVariable([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public SetVariable(Variable<T> variable, Input<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line)
    {
        Variable = variable;
        Value = value;
    }

    /// <summary>Creates the activity.</summary>
    public SetVariable(Variable<T> variable, Variable<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(variable, new Input<T>(value), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public SetVariable(
        Variable<T> variable, Func<ExpressionExecutionContext, T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(variable, new Input<T>(value), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public SetVariable(Variable<T> variable, Func<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(variable, new Input<T>(value), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public SetVariable(Variable<T> variable, T value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(variable, new Input<T>(value), source, line)
    {
    }

    /// <summary>The variable.</summary>
    [Input(Description = "The variable to assign the value to.", UIHint = InputUIHints.VariablePicker)]
    public Variable<T> Variable { get; set; } = null!;

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<T> Value { get; set; } = null!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.Set(Variable, context.Get(Value));
}
