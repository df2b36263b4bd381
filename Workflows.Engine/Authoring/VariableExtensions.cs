using Workflows.Engine.Expressions;

namespace Workflows.Engine.Authoring;

/// <summary>Conveniences for variables.</summary>
public static class VariableExtensions
{
    /// <summary>Kept for Elsa sources: all variables live in the instance's state.</summary>
    public static Variable WithWorkflowStorage(this Variable variable) => variable;

    /// <summary>Kept for Elsa sources: all variables live in the instance's state.</summary>
    public static Variable<T> WithWorkflowStorage<T>(this Variable<T> variable) => variable;

    /// <summary>Kept for Elsa sources: all variables live in the instance's state.</summary>
    public static Variable WithMemoryStorage(this Variable variable) => variable;

    /// <summary>Kept for Elsa sources: all variables live in the instance's state.</summary>
    public static Variable<T> WithMemoryStorage<T>(this Variable<T> variable) => variable;

    /// <summary>Type of the variable's value.</summary>
    public static Type GetVariableType(this Variable variable) => variable.ValueType;

    /// <summary>Converts a value to the variable's type.</summary>
    /// <exception cref="ValueConversionException">The value cannot be converted.</exception>
    public static object? ParseValue(this Variable variable, object? value) => ValueConverter.Convert(value, variable.ValueType);

    /// <summary>Converts a value to the variable's type if possible.</summary>
    public static bool TryParseValue(this Variable variable, object? value, out object? parsedValue) =>
        ValueConverter.TryConvert(value, variable.ValueType, out parsedValue);

    /// <summary>Adds a variable to a container.</summary>
    public static void Declare(this ICollection<Variable> variables, Variable variable) => variables.Add(variable);
}
