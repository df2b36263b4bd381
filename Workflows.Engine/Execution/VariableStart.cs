using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>Start values of variables: a mutable value must not be shared by instances.</summary>
internal static class VariableStart
{
    public static object? Of(Variable variable) => variable.Value switch
    {
        null => variable.ValueType.IsValueType ? ValueConverter.Convert(null, variable.ValueType) : null,
        string or ValueType => variable.ValueType.IsInstanceOfType(variable.Value)
            ? variable.Value
            : ValueConverter.Convert(variable.Value, variable.ValueType),
        var shared => Copy(shared),
    };

    private static object? Copy(object value)
    {
        try
        {
            return State.StateValue.Copy(value);
        }
        catch (NotSupportedException)
        {
            return value;
        }
    }
}
