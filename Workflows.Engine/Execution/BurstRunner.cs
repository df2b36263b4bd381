using System.Diagnostics.CodeAnalysis;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Execution;

/// <summary>Drives one instance until every branch waits or the workflow ends. Stateless: one object serves all.</summary>
public sealed class BurstRunner
{
    /// <summary>Carries out the context's command and runs what follows from it.</summary>
    /// <param name="context">The instance; afterwards it holds what must be committed.</param>
    /// <param name="observer">What the runtime does around activities; null: nothing.</param>
    /// <param name="cancellationToken">Stops between two activities; the scheduled work stays in the state.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "An object, so that the runtime can be given another.")]
    public async ValueTask RunAsync(WorkflowExecutionContext context, IBurstObserver? observer, CancellationToken cancellationToken)
    {
        context.CancellationToken = cancellationToken;
        context.IsExecuting = true;
        try
        {
            context.CommandOutcome = await BurstCommands.ApplyAsync(context);
            context.Command = null;
            if (context.CommandOutcome is CommandOutcome.Applied)
            {
                await RunScheduledAsync(context, observer, cancellationToken);
                await SettleAsync(context);
            }
        }
        finally
        {
            context.IsExecuting = false;
            context.UseCommandInput(null);
        }
    }

    private static async ValueTask RunScheduledAsync(WorkflowExecutionContext context, IBurstObserver? observer, CancellationToken cancellationToken)
    {
        var queue = context.Queue;
        while (!context.IsFaulted && !context.CancelRequested && queue.TryPeek(out var item))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.Context.IsCompleted && item.Callback != WorkItem.NotifyOwner)
            {
                queue.Dequeue();
                continue;
            }

            // The item stays in the queue until the checkpoint is committed: after a crash it is what runs first.
            if (observer is not null && context.IsDirty && item.Context.Node.Descriptor.HasExternalEffect)
            {
                await observer.CheckpointAsync(context);
            }

            queue.Dequeue();
            context.IsDirty = true;
            if (observer is null)
            {
                await RunItemAsync(context, item, null);
                continue;
            }

            await observer.BeforeActivityAsync(item.Context);
            await RunItemAsync(context, item, observer);
        }
    }

    private static async ValueTask RunItemAsync(WorkflowExecutionContext workflow, WorkItem item, IBurstObserver? observer)
    {
        var context = item.Context;
        try
        {
            if (item.Callback is null)
            {
                await StartAsync(workflow, context);
            }
            else
            {
                await ResumeAsync(workflow, context, item);
            }

            if (context is { HasBookmarks: true, IsCompleted: false } && workflow.AddedBookmarks.Count > 0)
            {
                workflow.AddJournal(context, JournalEvents.Suspended, workflow.AddedBookmarks[^1].WaitingFor, null);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !workflow.CancellationToken.IsCancellationRequested)
        {
            // First undo what the activity wrote, then note the fault: the note must not be undone with it.
            if (observer is not null)
            {
                await observer.AfterActivityAsync(context, exception);
            }

            workflow.HandleFault(context, exception, item);
            return;
        }
        finally
        {
            context.IsExecuting = false;
        }

        if (observer is not null)
        {
            await observer.AfterActivityAsync(context, null);
        }
    }

    private static async ValueTask StartAsync(WorkflowExecutionContext workflow, ActivityExecutionContext context)
    {
        if (!context.HasStarted)
        {
            workflow.ActivityStarted(context);
        }

        context.TransitionTo(ActivityStatus.Running);
        context.IsExecuting = true;
        context.ExecutionCount++;
        var node = context.Node;
        if (node.EvaluatedInputs.Length > 0)
        {
            await context.EvaluateInputsAsync();
        }

        var activity = node.Activity;
        if (!await activity.CanExecuteAsync(context))
        {
            context.TransitionTo(ActivityStatus.Pending);
            return;
        }

        await activity.ExecuteAsync(context);
        if (node.AutoCompletes && !context.HasBookmarks && !context.IsCompleted)
        {
            await context.CompleteActivityAsync();
        }
    }

    private static async ValueTask ResumeAsync(WorkflowExecutionContext workflow, ActivityExecutionContext context, WorkItem item)
    {
        context.IsExecuting = true;
        context.ExecutionCount++;
        if (item.Input is not null)
        {
            workflow.UseCommandInput(item.Input);
        }

        switch (item.Callback)
        {
            case WorkItem.NotifyOwner:
                context.Detach();
                await context.NotifyOwnerAsync();
                break;
            case WorkItem.CompleteCallback:
                await context.CompleteActivityAsync();
                break;
            case WorkItem.NoCallback:
                break;
            default:
                await ActivityCallbacks.Execute(context.Activity, item.Callback!)(context);
                break;
        }

        if (item.Input is not null)
        {
            workflow.UseCommandInput(null);
        }
    }

    private static async ValueTask SettleAsync(WorkflowExecutionContext context)
    {
        if (context.CancelRequested)
        {
            await BurstCommands.CancelAsync(context, null);
        }

        context.UpdatedAt = context.UtcNow;
        if (context.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            context.FinishedAt ??= context.UpdatedAt;
            return;
        }

        if (context.Root is null)
        {
            context.SubStatus = WorkflowSubStatus.Finished;
            context.FinishedAt = context.UpdatedAt;
            return;
        }

        var standsStill = context.IsFaulted || (context.Incidents.Count > 0 && context.WorkflowGraph.IncidentStrategy is FaultStrategy);
        context.SubStatus = standsStill ? WorkflowSubStatus.Faulted : WorkflowSubStatus.Suspended;
    }
}
