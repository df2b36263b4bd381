using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Sets outputs of the workflow, or of the innermost workflow that is used as an activity.</summary>
internal static class WorkflowOutputs
{
    public static void Set(ActivityExecutionContext context, string name, object? value)
    {
        var inner = context.FindParent(scope => scope.Activity is WorkflowDefinitionActivity);
        if (inner is null)
        {
            context.WorkflowExecutionContext.Output[name] = value!;
            return;
        }

        SetOf(inner, name, value);
    }

    /// <summary>Sets an output that an activity names as where its own output goes; false: the workflow around it declares none of that name.</summary>
    public static bool TrySet(WorkflowExecutionContext workflow, ActivityExecutionContext? activity, string name, object? value)
    {
        // What stands between the activity and the definition around it is no concern of the name: outputs belong to definitions.
        if (activity?.Node.Scope is { } scope)
        {
            var inner = activity.ParentActivityExecutionContext?.FindParent(context => context.Node == scope);
            if (inner is null || !scope.Descriptor.Outputs.Any(output => output.Name == name))
            {
                return false;
            }

            SetOf(inner, name, value);
            return true;
        }

        if (!workflow.Workflow.Outputs.Any(output => output.Name == name))
        {
            return false;
        }

        workflow.Output[name] = value!;
        return true;
    }

    private static void SetOf(ActivityExecutionContext inner, string name, object? value) =>
        inner.Set(((WorkflowDefinitionActivity)inner.Activity).FindOutput(name), value, name);
}
