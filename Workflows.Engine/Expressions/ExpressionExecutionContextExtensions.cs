using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Expressions;

/// <summary>Conveniences for expressions.</summary>
public static class ExpressionExecutionContextExtensions
{
    /// <summary>The running workflow.</summary>
    /// <exception cref="InvalidOperationException">The expression is evaluated outside a running workflow.</exception>
    public static WorkflowExecutionContext GetWorkflowExecutionContext(this ExpressionExecutionContext context) =>
        context.Workflow ?? throw new InvalidOperationException("No workflow runs here.");

    /// <summary>The running workflow, if there is one.</summary>
    public static bool TryGetWorkflowExecutionContext(this ExpressionExecutionContext context, out WorkflowExecutionContext workflowExecutionContext)
    {
        workflowExecutionContext = context.Workflow!;
        return context.Workflow is not null;
    }

    /// <summary>The running activity.</summary>
    /// <exception cref="InvalidOperationException">No activity runs here.</exception>
    public static ActivityExecutionContext GetActivityExecutionContext(this ExpressionExecutionContext context) =>
        context.Activity ?? throw new InvalidOperationException("No activity runs here.");

    /// <summary>The running activity, if there is one.</summary>
    public static bool TryGetActivityExecutionContext(this ExpressionExecutionContext context, out ActivityExecutionContext activityExecutionContext)
    {
        activityExecutionContext = context.Activity!;
        return context.Activity is not null;
    }

    /// <summary>Value of an input of an activity around the expression.</summary>
    public static T? Get<T>(this ExpressionExecutionContext context, Input<T>? input) =>
        input is null ? default : context.Activity is { } activity ? activity.Get(input) : input.EvaluateNow(context);

    /// <summary>Value that an output was set to.</summary>
    public static T? Get<T>(this ExpressionExecutionContext context, Output output) => ValueConverter.To<T>(context.Get(output));

    /// <summary>Value that an output was set to.</summary>
    public static object? Get(this ExpressionExecutionContext context, Output output) => context.Get(output.Resolve());

    /// <summary>Sets an output.</summary>
    public static void Set(this ExpressionExecutionContext context, Output? output, object? value, Action<MemoryBlock>? configure = null)
    {
        if (output is not null)
        {
            context.Set(output.Resolve(), value, configure);
        }
    }

    /// <summary>The variable of that name in scope, converted.</summary>
    public static T? GetVariable<T>(this ExpressionExecutionContext context, string name) => ValueConverter.To<T>(context.GetVariableInScope(name));

    /// <summary>The variable of that name in scope; null: there is none.</summary>
    public static Variable? GetVariable(this ExpressionExecutionContext context, string name, bool localScopeOnly = false) =>
        localScopeOnly
            ? (context.Activity?.Variables ?? context.Workflow?.Variables ?? []).FirstOrDefault(variable => variable.Name == name)
            : context.FindVariable(name);

    /// <summary>Adds a variable to this scope.</summary>
    public static Variable CreateVariable<T>(
        this ExpressionExecutionContext context, string name, T? value, Type? storageDriverType = null, Action<MemoryBlock>? configure = null) =>
        context.GetActivityExecutionContext().CreateVariable(name, value, storageDriverType, configure);

    /// <summary>Sets the variable of that name in scope; makes one if there is none.</summary>
    public static Variable SetVariable<T>(this ExpressionExecutionContext context, string name, T? value, Action<MemoryBlock>? configure = null) =>
        context.GetActivityExecutionContext().SetVariable(name, value, configure);

    /// <summary>Value of the variable of that name in scope; null: there is none.</summary>
    public static object? GetVariableInScope(this ExpressionExecutionContext context, string variableName) =>
        context.FindVariable(variableName) is { } variable ? context.Get(variable) : null;

    /// <summary>Sets the variable of that name in scope; makes one if there is none.</summary>
    public static void SetVariableInScope(this ExpressionExecutionContext context, string variableName, object? value) =>
        context.GetActivityExecutionContext().SetVariable(variableName, value);

    /// <summary>Names of the variables in scope.</summary>
    public static IEnumerable<string> GetVariableNamesInScope(this ExpressionExecutionContext context) =>
        context.EnumerateVariablesInScope().Select(variable => variable.Name).Where(name => name.Length > 0).Distinct();

    /// <summary>The variables in scope, innermost first; a name hides the same name further out.</summary>
    public static IEnumerable<Variable> GetVariablesInScope(this ExpressionExecutionContext context) =>
        context.EnumerateVariablesInScope().DistinctBy(variable => variable.Name);

    /// <summary>The variables in scope, innermost first.</summary>
    public static IEnumerable<Variable> EnumerateVariablesInScope(this ExpressionExecutionContext context)
    {
        for (var scope = context.Activity; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (!scope.HasMemory)
            {
                continue;
            }

            foreach (var block in scope.Memory.Blocks.Values)
            {
                if (block.Metadata is Variable variable)
                {
                    yield return variable;
                }
            }
        }

        var outermost = context.Workflow?.MemoryRegister ?? context.Memory;
        foreach (var block in outermost.IsEmpty ? [] : outermost.Blocks.Values)
        {
            if (block.Metadata is Variable variable)
            {
                yield return variable;
            }
        }
    }

    /// <summary>All variables in scope by name.</summary>
    public static IDictionary<string, object> ReadAndFlattenMemoryBlocks(this ExpressionExecutionContext context)
    {
        var values = new Dictionary<string, object>();
        foreach (var variable in context.GetVariablesInScope())
        {
            values[variable.Name] = context.Get(variable)!;
        }

        return values;
    }

    /// <summary>A workflow input, converted.</summary>
    public static T? GetInput<T>(this ExpressionExecutionContext context, InputDefinition inputDefinition) => context.GetInput<T>(inputDefinition.Name);

    /// <summary>A workflow input, converted.</summary>
    public static T? GetInput<T>(this ExpressionExecutionContext context, string name) => ValueConverter.To<T>(context.GetInput(name));

    /// <summary>
    /// An input of the workflow, or of the innermost workflow that is used as an activity; null: not given. While the inputs of a
    /// workflow used as an activity are evaluated, its expressions see the inputs of the workflow around it.
    /// </summary>
    public static object? GetInput(this ExpressionExecutionContext context, string name)
    {
        for (var scope = context.Activity; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (scope.Activity is Activities.Composition.WorkflowDefinitionActivity && !scope.IsEvaluatingInputs)
            {
                return scope.Node.ReadState(scope).GetValueOrDefault(name);
            }
        }

        if (context.Workflow is null || !context.Workflow.Input.TryGetValue(name, out var value))
        {
            return null;
        }

        foreach (var definition in context.Workflow.Workflow.Inputs)
        {
            if (definition.Name == name)
            {
                return ValueConverter.TryConvert(value, definition.IsArray ? definition.Type.MakeArrayType() : definition.Type, out var converted) ? converted : value;
            }
        }

        return value;
    }

    /// <summary>An output that an activity set; null: it set none.</summary>
    public static object? GetOutput(this ExpressionExecutionContext context, string activityIdOrName, string? outputName = null)
    {
        var node = context.Workflow?.WorkflowGraph.FindByIdOrName(activityIdOrName, context.Activity?.Node);
        return node is not null && context.Workflow!.Outputs is { } all && all.TryGetValue(node.Key, out var outputs)
            ? outputs.GetValueOrDefault(outputName ?? "Result")
            : null;
    }

    /// <summary>The last result that an activity set.</summary>
    public static object? GetLastResult(this ExpressionExecutionContext context) => context.Workflow?.LastResult;

    internal static Variable? FindVariable(this ExpressionExecutionContext context, string name)
    {
        Variable? byCase = null;
        foreach (var variable in context.EnumerateVariablesInScope())
        {
            if (variable.Name == name)
            {
                return variable;
            }

            byCase ??= string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase) ? variable : null;
        }

        return byCase;
    }
}
