using System.Text.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Expressions;
using Workflows.Engine.State;

namespace Workflows.Engine.Operations;

/// <summary>Reads the workflow's variables, by name, out of a stored state.</summary>
internal static class StateVariables
{
    /// <summary>The variables; empty when this process does not have the definition version.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Read(byte[] state, WorkflowGraph? graph)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (graph is null)
        {
            return values;
        }

        var context = WorkflowStateSerializer.Restore(graph, state);
        foreach (var variable in graph.Workflow.Variables)
        {
            values[variable.Name] = context.ExpressionExecutionContext.TryGet(variable, out var value)
                ? JsonSerializer.SerializeToElement(value, ValueConverter.Json)
                : default;
        }

        return values;
    }
}
