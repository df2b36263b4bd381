using System.Text.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Starts child instances and waits for them.</summary>
internal static class ChildWorkflows
{
    public static async ValueTask RequireAsync(ActivityExecutionContext context, string? definitionId)
    {
        if (string.IsNullOrWhiteSpace(definitionId))
        {
            throw new InvalidOperationException("No workflow definition was chosen.");
        }

        var finder = context.GetService<IWorkflowDefinitionFinder>();
        if (finder is not null && !await finder.ExistsAsync(WorkflowDefinitionHandle.ByDefinitionId(definitionId), context.CancellationToken))
        {
            throw new InvalidOperationException($"The workflow definition '{definitionId}' has no published version.");
        }
    }

    public static Guid Start(
        ActivityExecutionContext context, string definitionId, string? correlationId, IDictionary<string, object>? input, bool notify)
    {
        var child = Guid.CreateVersion7();
        var workflow = context.WorkflowExecutionContext;
        workflow.Effects.Add(new StartInstanceEffect(
            child,
            WorkflowDefinitionHandle.ByDefinitionId(definitionId, VersionOptions.Published),
            string.IsNullOrEmpty(correlationId) ? null : correlationId,
            input is null or { Count: 0 } ? null : JsonSerializer.Serialize(input, ValueConverter.Json),
            workflow.InstanceId,
            notify));
        return child;
    }

    public static void Wait(ActivityExecutionContext context, Guid child, string definitionId, ExecuteActivityDelegate callback) =>
        context.AddWait(
            new CreateBookmarkArgs
            {
                BookmarkName = ChildFinishedStimulus.Name,
                Stimulus = new ChildFinishedStimulus(child.ToString()),
                Callback = callback,
                IncludeActivityInstanceId = false,
            },
            dueAt: null,
            $"child instance of {definitionId}");

    /// <summary>A cancelled parent takes the children along that it waits for.</summary>
    public static void CancelAwaited(ActivityExecutionContext context, IEnumerable<Guid> children)
    {
        foreach (var child in children)
        {
            context.WorkflowExecutionContext.Effects.Add(new CancelInstanceEffect(child));
        }
    }

    public static WorkflowSubStatus SubStatusOf(ActivityExecutionContext context) =>
        context.WorkflowInput.TryGetValue(ChildFinishedStimulus.SubStatusKey, out var value)
            ? ValueConverter.To<WorkflowSubStatus>(value)
            : WorkflowSubStatus.Finished;

    public static IDictionary<string, object> OutputOf(ActivityExecutionContext context) =>
        context.WorkflowInput.TryGetValue(ChildFinishedStimulus.OutputKey, out var value)
            ? ValueConverter.To<IDictionary<string, object>>(value) ?? new Dictionary<string, object>()
            : new Dictionary<string, object>();
}
