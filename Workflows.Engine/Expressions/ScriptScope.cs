using Workflows.Engine.Authoring;

namespace Workflows.Engine.Expressions;

/// <summary>The names that a script sees, with their declared types. Scopes with the same names and types are equal.</summary>
/// <param name="Variables">Variables, innermost first.</param>
/// <param name="Inputs">Inputs of the workflow, or of the definition that is used as an activity.</param>
public sealed record ScriptScope(IReadOnlyList<ScriptName> Variables, IReadOnlyList<ScriptName> Inputs)
{
    /// <summary>No names.</summary>
    public static ScriptScope Empty { get; } = new([], []);

    /// <summary>What a script sees at this place of a running workflow.</summary>
    public static ScriptScope Of(ExpressionExecutionContext context) => new(
        [.. context.GetVariablesInScope().Where(static variable => variable.Name.Length > 0).Select(static variable => new ScriptName(variable.Name, variable.ValueType))],
        [.. InputsOf(context)]);

    /// <summary>The type of an input's value.</summary>
    public static Type TypeOf(InputDefinition definition) => definition.IsArray ? definition.Type.MakeArrayType() : definition.Type;

    /// <inheritdoc />
    public bool Equals(ScriptScope? other) =>
        other is not null && Variables.SequenceEqual(other.Variables) && Inputs.SequenceEqual(other.Inputs);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var name in Variables)
        {
            hash.Add(name);
        }

        foreach (var name in Inputs)
        {
            hash.Add(name);
        }

        return hash.ToHashCode();
    }

    private static IEnumerable<ScriptName> InputsOf(ExpressionExecutionContext context)
    {
        for (var scope = context.Activity; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (scope.Activity is Activities.Composition.WorkflowDefinitionActivity)
            {
                return context.Workflow!.WorkflowGraph.Registry.DescriptorOf(scope.Activity).Inputs.Select(static input => new ScriptName(input.Name, input.Type));
            }
        }

        return context.Workflow?.Workflow.Inputs.Select(static input => new ScriptName(input.Name, TypeOf(input))) ?? [];
    }
}
