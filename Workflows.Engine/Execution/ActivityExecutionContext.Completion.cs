using Workflows.Engine.Authoring;

namespace Workflows.Engine.Execution;

/// <content>How a run ends.</content>
public sealed partial class ActivityExecutionContext
{
    private static readonly ActivityCompleted CompletedWithoutResult = new();
    private static readonly CancelSignal Cancelled = new();

    /// <summary>Completes the run: children and waits end, the owner is told.</summary>
    /// <param name="result">Outcomes or a value; null: the outcome "Done".</param>
    public ValueTask CompleteActivityAsync(object? result = null)
    {
        if (Status is ActivityStatus.Completed or ActivityStatus.Canceled || !IsAttached)
        {
            return default;
        }

        if (FirstChild is not null)
        {
            return CompleteWithChildrenAsync(result);
        }

        MarkCompleted(result);
        return NotifyOwnerAsync();
    }

    /// <summary>Completes the run with outcomes.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => CompleteActivityAsync(new Outcomes(outcomes));

    /// <summary>Completes the innermost composite around this activity with outcomes.</summary>
    public ValueTask CompleteCompositeAsync(params string[] outcomes) => SendSignalAsync(new CompleteCompositeSignal(new Outcomes(outcomes)));

    /// <summary>Sends a signal from this run up to the workflow.</summary>
    public async ValueTask SendSignalAsync(object signal)
    {
        for (var receiver = this; receiver is not null; receiver = receiver.ParentActivityExecutionContext)
        {
            if (receiver.Activity is ISignalHandler handler)
            {
                var context = new SignalContext(receiver, this, CancellationToken);
                await handler.ReceiveSignalAsync(signal, context);
                if (context.IsStopped)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Cancels the run and everything inside it; the owner is not told that it completed.</summary>
    public async ValueTask CancelActivityAsync()
    {
        if (Status is ActivityStatus.Completed or ActivityStatus.Canceled)
        {
            Detach();
            return;
        }

        await CancelChildrenAsync();
        var started = HasStarted;
        WorkflowExecutionContext.ForgetFault(this);
        Status = ActivityStatus.Canceled;
        ClearBookmarks();
        if (started)
        {
            CompletedAt = WorkflowExecutionContext.UtcNow;
            WorkflowExecutionContext.AddJournal(this, JournalEvents.Canceled, null, null);
        }

        await SendSignalAsync(Cancelled);
        Detach();
    }

    internal async ValueTask CancelChildrenAsync()
    {
        IsEnding = true;
        for (var child = FirstChild; child is not null; child = FirstChild)
        {
            await child.CancelActivityAsync();
            child.Detach();
        }

        IsEnding = false;
    }

    /// <summary>Whether the run is taking its children down, so that their cancellation is no news to it.</summary>
    internal bool IsEnding { get; private set; }

    /// <summary>Ends the run without telling the owner.</summary>
    internal void MarkCompleted(object? result)
    {
        WorkflowExecutionContext.ForgetFault(this);
        Status = ActivityStatus.Completed;
        CompletionResult = result;
        ClearBookmarks();
        Detach();
        WorkflowExecutionContext.ActivityCompleted(this);
    }

    /// <summary>Tells the owner, and whoever listens to signals, that this run completed.</summary>
    internal ValueTask NotifyOwnerAsync()
    {
        if (WorkflowExecutionContext.WorkflowGraph.HasCompletionListeners)
        {
            return SignalCompletionAsync();
        }

        return ParentActivityExecutionContext is { IsCompleted: false } owner ? CallOwnerAsync(owner) : default;
    }

    private async ValueTask CompleteWithChildrenAsync(object? result)
    {
        await CancelChildrenAsync();
        MarkCompleted(result);
        await NotifyOwnerAsync();
    }

    private async ValueTask SignalCompletionAsync()
    {
        var signal = CompletionResult is null ? CompletedWithoutResult : new ActivityCompleted(CompletionResult);
        var owner = ParentActivityExecutionContext;
        for (var receiver = this; receiver is not null; receiver = receiver.ParentActivityExecutionContext)
        {
            if (receiver == owner && !owner.IsCompleted)
            {
                await CallOwnerAsync(owner);
            }

            if (receiver.Activity is ISignalHandler handler && receiver.Node.ListensToCompletion)
            {
                var context = new SignalContext(receiver, this, CancellationToken);
                await handler.ReceiveSignalAsync(signal, context);
                if (context.IsStopped)
                {
                    return;
                }
            }
        }
    }

    private async ValueTask CallOwnerAsync(ActivityExecutionContext owner)
    {
        var callback = Callback;
        if (callback is null)
        {
            return;
        }

        try
        {
            owner.Tag = Tag;
            await callback(new ActivityCompletedContext(owner, this, CompletionResult));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !CancellationToken.IsCancellationRequested)
        {
            // The owner failed, not this run. This run stays in the state, completed, so that a retry of the owner tells it again.
            owner.Attach(this);
            WorkflowExecutionContext.HandleFault(owner, exception, new WorkItem(this, WorkItem.NotifyOwner));
        }
    }
}
