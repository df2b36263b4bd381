using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Starts another workflow and, if wanted, waits until it ends.</summary>
[Activity("Elsa", "Composition", "Create a workflow instance of the specified workflow definition and execute it.")]
public class ExecuteWorkflow : Activity<ExecuteWorkflowResult>
{
    private const string ChildKey = "ChildInstanceId";

    /// <summary>Creates the activity.</summary>
    public ExecuteWorkflow([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>(OnCanceled);

    /// <summary>The definition to start; its published version runs.</summary>
    [Input(DisplayName = "Workflow Definition", Description = "The definition ID of the workflow to run.", UIHint = InputUIHints.WorkflowDefinitionPicker)]
    public Input<string> WorkflowDefinitionId { get; set; } = null!;

    /// <summary>Correlation id of the child; none: it has none.</summary>
    [Input(DisplayName = "Correlation ID", Description = "The correlation ID to associate the workflow with.")]
    public Input<string?> CorrelationId { get; set; } = null!;

    /// <summary>Input of the child.</summary>
    [Input(Description = "The input to send to the workflow.")]
    public Input<IDictionary<string, object>?> Input { get; set; } = null!;

    /// <summary>Whether to wait until the child ends. Default: false.</summary>
    [Input(Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool> WaitForCompletion { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var definitionId = context.Get(WorkflowDefinitionId);
        await ChildWorkflows.RequireAsync(context, definitionId);
        var wait = context.Get(WaitForCompletion);
        var child = ChildWorkflows.Start(context, definitionId!, context.Get(CorrelationId), context.Get(Input), wait);
        context.SetProperty(ChildKey, child.ToString());
        if (wait)
        {
            ChildWorkflows.Wait(context, child, definitionId!, OnChildFinishedAsync);
            return;
        }

        context.Set(Result, new ExecuteWorkflowResult(child.ToString(), WorkflowStatus.Running, WorkflowSubStatus.Pending, null));
        await context.CompleteActivityAsync();
    }

    private ValueTask OnChildFinishedAsync(ActivityExecutionContext context)
    {
        var child = context.GetProperty<string>(ChildKey)!;
        var result = new ExecuteWorkflowResult(
            child, WorkflowStatus.Finished, ChildWorkflows.SubStatusOf(context), ChildWorkflows.OutputOf(context));
        context.Set(Result, result);
        return context.CompleteActivityAsync();
    }

    private void OnCanceled(CancelSignal signal, SignalContext context)
    {
        var receiver = context.ReceiverActivityExecutionContext;
        if (context.IsSelf && receiver.Get(WaitForCompletion) && Guid.TryParse(receiver.GetProperty<string>(ChildKey), out var child))
        {
            ChildWorkflows.CancelAwaited(receiver, [child]);
        }
    }
}
