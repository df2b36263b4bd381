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

        var output = ((WorkflowDefinitionActivity)inner.Activity).FindOutput(name);
        inner.Set(output, value, name);
    }
}
