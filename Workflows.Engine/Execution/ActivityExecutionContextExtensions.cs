using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>Conveniences for activities.</summary>
public static class ActivityExecutionContextExtensions
{
    /// <summary>Whether this activity is the trigger that started the workflow.</summary>
    public static bool IsTriggerOfWorkflow(this ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.IsTrigger(context);

    /// <summary>A workflow input, converted, if it was given.</summary>
    public static bool TryGetWorkflowInput<T>(this ActivityExecutionContext context, string key, out T value, JsonSerializerOptions? serializerOptions = null)
    {
        _ = serializerOptions;
        var found = context.WorkflowInput.TryGetValue(key, out var raw);
        value = found ? ValueConverter.To<T>(raw)! : default!;
        return found;
    }

    /// <summary>The workflow input that is named like the type.</summary>
    public static T GetWorkflowInput<T>(this ActivityExecutionContext context, JsonSerializerOptions? serializerOptions = null) =>
        context.GetWorkflowInput<T>(typeof(T).Name, serializerOptions);

    /// <summary>A workflow input, converted; default if it was not given.</summary>
    public static T GetWorkflowInput<T>(this ActivityExecutionContext context, string key, JsonSerializerOptions? serializerOptions = null)
    {
        context.TryGetWorkflowInput<T>(key, out var value, serializerOptions);
        return value;
    }

    /// <summary>Sets the output named Result.</summary>
    /// <exception cref="InvalidOperationException">The activity has none.</exception>
    public static void SetResult(this ActivityExecutionContext context, object? value)
    {
        if (context.Activity is not IActivityWithResult activity)
        {
            throw new InvalidOperationException($"The activity {context.Activity.Id} has no result.");
        }

        context.Set(activity.Result, value, nameof(IActivityWithResult.Result));
    }

    /// <summary>Adds a variable to the scope of this run.</summary>
    public static Variable CreateVariable(
        this ActivityExecutionContext context, string name, object? value, Type? storageDriverType = null, Action<MemoryBlock>? configure = null)
    {
        var variable = new Variable(name, value, $"{context.Number:x}:{name}") { StorageDriverType = storageDriverType };
        context.DeclareDynamic([variable]);
        configure?.Invoke(context.Memory.Declare(variable));
        return variable;
    }

    /// <summary>Sets the variable of that name in scope; makes one if there is none.</summary>
    public static Variable SetVariable(this ActivityExecutionContext context, string name, object? value, Action<MemoryBlock>? configure = null)
    {
        if (context.ExpressionExecutionContext.FindVariable(name) is not { } variable)
        {
            return context.CreateVariable(name, value, configure: configure);
        }

        context.Set(variable, value, configure);
        return variable;
    }

    /// <summary>Sets the variable of that name in scope; makes one if there is none.</summary>
    public static Variable SetDynamicVariable<T>(this ActivityExecutionContext context, string name, T value, Action<MemoryBlock>? configure = null) =>
        context.SetVariable(name, value, configure);

    /// <summary>The variable of that name in scope, converted.</summary>
    public static T? GetVariable<T>(this ActivityExecutionContext context, string name) =>
        ValueConverter.To<T>(context.ExpressionExecutionContext.GetVariableInScope(name));

    /// <summary>All variables in scope by name.</summary>
    public static IDictionary<string, object> GetVariableValues(this ActivityExecutionContext context) =>
        context.ExpressionExecutionContext.ReadAndFlattenMemoryBlocks();

    /// <summary>Finds an activity of the workflow.</summary>
    public static IActivity? FindActivityByIdOrName(this ActivityExecutionContext activityExecutionContext, string idOrName) =>
        activityExecutionContext.WorkflowExecutionContext.WorkflowGraph.FindByIdOrName(idOrName)?.Activity;

    /// <summary>Follows outcomes while the activity goes on.</summary>
    public static ValueTask ScheduleOutcomesAsync(this ActivityExecutionContext activityExecutionContext, params string[] outcomes) =>
        activityExecutionContext.SendSignalAsync(new ScheduleActivityOutcomes(outcomes));

    /// <summary>Fails the run.</summary>
    public static void Fault(this ActivityExecutionContext activityExecutionContext, Exception e) =>
        activityExecutionContext.WorkflowExecutionContext.HandleFault(activityExecutionContext, e, new WorkItem(activityExecutionContext));

    /// <summary>Settles the failure of a run.</summary>
    public static void RecoverFromFault(this ActivityExecutionContext activityExecutionContext)
    {
        activityExecutionContext.WorkflowExecutionContext.ForgetFault(activityExecutionContext);
        activityExecutionContext.TransitionTo(ActivityStatus.Running);
    }

    /// <summary>The innermost run around this one that declares variables.</summary>
    public static ActivityExecutionContext? FindParentWithVariableContainer(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.FindParent(context => context.Activity is IVariableContainer);

    /// <summary>The innermost run around this one (itself included) that fits.</summary>
    public static ActivityExecutionContext? FindParent(
        this ActivityExecutionContext activityExecutionContext, Func<ActivityExecutionContext, bool> predicate)
    {
        for (var context = activityExecutionContext; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (predicate(context))
            {
                return context;
            }
        }

        return null;
    }

    /// <summary>The runs around this one, innermost first.</summary>
    public static IEnumerable<ActivityExecutionContext> GetAncestors(this ActivityExecutionContext activityExecutionContext)
    {
        for (var context = activityExecutionContext.ParentActivityExecutionContext; context is not null; context = context.ParentActivityExecutionContext)
        {
            yield return context;
        }
    }

    /// <summary>All live runs inside this one.</summary>
    public static IEnumerable<ActivityExecutionContext> GetDescendants(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.EnumerateTree().Skip(1);

    /// <summary>Live runs directly inside this one.</summary>
    public static IEnumerable<ActivityExecutionContext> GetChildren(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.EnumerateChildren();

    /// <summary>Live runs directly inside this one.</summary>
    public static IEnumerable<ActivityExecutionContext> GetActiveChildren(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.EnumerateChildren().Where(child => !child.IsCompleted);

    /// <summary>Evaluates all inputs again.</summary>
    public static Task EvaluateInputPropertiesAsync(this ActivityExecutionContext context) => context.EvaluateInputsAsync().AsTask();

    /// <summary>Evaluates an input again.</summary>
    /// <exception cref="InvalidOperationException">The activity has no such input.</exception>
    public static async Task<object?> EvaluateInputPropertyAsync(this ActivityExecutionContext context, string inputName)
    {
        foreach (var (name, input, _) in context.Node.Inputs)
        {
            if (name == inputName)
            {
                return await input.EvaluateAsync(context.ExpressionExecutionContext);
            }
        }

        throw new InvalidOperationException($"The activity {context.Activity.Id} has no input {inputName}.");
    }
}
