using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <content>Inputs, outputs and variables.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Stands for an input that was evaluated to null; an empty slot was not evaluated yet.</summary>
    internal static readonly object NullValue = new();

    /// <summary>Value of an input.</summary>
    public T? Get<T>(Input<T>? input)
    {
        if (input is null)
        {
            return default;
        }

        if (input.IsConstant)
        {
            return input.Constant;
        }

        for (var scope = this; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (ReferenceEquals(scope.Node.Activity, input.Owner) && input.Slot >= 0)
            {
                return scope.ReadSlot(input);
            }
        }

        return input.EvaluateNow(ExpressionExecutionContext);
    }

    /// <summary>Value of an output.</summary>
    public T? Get<T>(Output<T>? output) => output is null ? default : Get<T>(output.Resolve());

    /// <summary>Value of an output.</summary>
    public object? Get(Output? output) => output is null ? null : Get(output.Resolve());

    /// <summary>Value of a variable.</summary>
    public object? Get(MemoryBlockReference blockReference) => ExpressionExecutionContext.Get(blockReference);

    /// <summary>Value of a variable.</summary>
    public T? Get<T>(MemoryBlockReference blockReference) => ExpressionExecutionContext.Get<T>(blockReference);

    /// <summary>Value of a variable, if something in scope declares it.</summary>
    public bool TryGet(MemoryBlockReference blockReference, out object? value) => ExpressionExecutionContext.TryGet(blockReference, out value);

    /// <summary>Sets a variable.</summary>
    public void Set(MemoryBlockReference blockReference, object? value, Action<MemoryBlock>? configure = null) =>
        ExpressionExecutionContext.Set(blockReference, value, configure);

    /// <summary>Sets an output and records it for scripts.</summary>
    public void Set<T>(Output<T>? output, T? value, [CallerArgumentExpression(nameof(output))] string? outputName = null) =>
        Set((Output?)output, value, outputName);

    /// <summary>Sets an output and records it for scripts.</summary>
    public void Set(Output? output, object? value, [CallerArgumentExpression(nameof(output))] string? outputName = null)
    {
        if (output?.Resolve() is { } reference && (reference is Variable || reference.Id is not null))
        {
            ExpressionExecutionContext.Set(reference, value);
        }

        WorkflowExecutionContext.RecordOutput(this, SimpleName(outputName), value);
    }

    /// <summary>Evaluates an input again and keeps the value.</summary>
    public async Task<T?> EvaluateAsync<T>(Input<T>? input)
    {
        if (input is null || input.IsConstant)
        {
            return input is null ? default : input.Constant;
        }

        var value = await input.EvaluateAsync(ExpressionExecutionContext);
        Store(input, value);
        return (T?)value;
    }

    internal bool IsEvaluatingInputs { get; private set; }

    internal async ValueTask EvaluateInputsAsync()
    {
        IsEvaluatingInputs = true;
        try
        {
            foreach (var input in Node.EvaluatedInputs)
            {
                Store(input, await input.EvaluateAsync(ExpressionExecutionContext));
            }
        }
        finally
        {
            IsEvaluatingInputs = false;
        }
    }

    internal void ForgetInputs() => _values = null;

    /// <summary>Declares the variables of a container with their start values.</summary>
    internal void DeclareVariables(ICollection<Variable> variables)
    {
        if (variables.Count == 0)
        {
            return;
        }

        foreach (var variable in variables)
        {
            Memory.Declare(variable).Value = VariableStart.Of(variable);
        }
    }

    internal object? PeekValue(Input input) => input.Slot < 0 || _values is null ? null : _values[input.Slot];

    private T? ReadSlot<T>(Input<T> input)
    {
        var value = _values?[input.Slot];
        if (value is null)
        {
            var evaluated = input.EvaluateNow(ExpressionExecutionContext);
            Store(input, evaluated);
            return evaluated;
        }

        return ReferenceEquals(value, NullValue) ? default : (T?)value;
    }

    private void Store(Input input, object? value)
    {
        if (input.Slot >= 0 && ReferenceEquals(input.Owner, Node.Activity))
        {
            (_values ??= new object?[Node.SlotCount])[input.Slot] = value ?? NullValue;
        }
    }

    private static string SimpleName(string? expression)
    {
        if (string.IsNullOrEmpty(expression))
        {
            return "Result";
        }

        var dot = expression.LastIndexOf('.');
        return dot < 0 ? expression : expression[(dot + 1)..];
    }
}
