using Workflows.Engine.Authoring;

namespace Workflows.Engine.Execution;

/// <summary>Turns commands into scheduled work.</summary>
internal static class BurstCommands
{
    public static async ValueTask<CommandOutcome> ApplyAsync(WorkflowExecutionContext context)
    {
        if (context.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            return CommandOutcome.Ended;
        }

        switch (context.Command)
        {
            case null or ContinueCommand:
                return Proceed(context);
            case StartCommand start:
                return Start(context, start);
            case ResumeCommand resume:
                return await ResumeAsync(context, resume);
            case RetryCommand retry:
                return await RetryAsync(context, retry);
            case SkipCommand skip:
                return await SkipAsync(context, skip);
            case ScheduleCommand schedule:
                return Schedule(context, schedule);
            case CancelActivityCommand cancelOne:
                return await CancelActivityAsync(context, cancelOne);
            case CancelCommand cancel:
                await CancelAsync(context, cancel.Reason);
                return CommandOutcome.Applied;
            case var unknown:
                throw new InvalidOperationException($"Unknown command {unknown.GetType().Name}.");
        }
    }

    public static async ValueTask CancelAsync(WorkflowExecutionContext context, string? reason)
    {
        context.CancelRequested = false;
        if (context.Root is { } root)
        {
            await root.CancelActivityAsync();
            context.Root = null;
        }

        context.Queue.Clear();
        context.ClearFaulted();
        context.AddJournal(null, JournalEvents.Canceled, reason, null);
        context.SubStatus = WorkflowSubStatus.Cancelled;
        context.FinishedAt = context.UtcNow;
    }

    private static CommandOutcome Proceed(WorkflowExecutionContext context)
    {
        if (context.SubStatus is WorkflowSubStatus.Pending)
        {
            return Start(context, new StartCommand());
        }

        context.SubStatus = WorkflowSubStatus.Executing;
        return CommandOutcome.Applied;
    }

    private static CommandOutcome Start(WorkflowExecutionContext context, StartCommand start)
    {
        if (context.SubStatus is not WorkflowSubStatus.Pending)
        {
            return CommandOutcome.NotFound;
        }

        context.SubStatus = WorkflowSubStatus.Executing;
        context.TriggerActivityId = start.TriggerActivityId;
        if (start.Input is not null)
        {
            context.Input = start.Input;
        }

        foreach (var variable in context.Workflow.Variables)
        {
            var block = context.MemoryRegister.Declare(variable);
            block.Value = start.Variables is not null && start.Variables.TryGetValue(variable.Name, out var given)
                ? variable.ParseValue(given)
                : VariableStart.Of(variable);
        }

        context.Schedule(context.WorkflowGraph.Root, null, null, null);
        return CommandOutcome.Applied;
    }

    private static async ValueTask<CommandOutcome> ResumeAsync(WorkflowExecutionContext context, ResumeCommand resume)
    {
        var bookmark = context.FindBookmark(resume.BookmarkId);
        if (bookmark is null || context.FindByNumber(bookmark.ContextNumber) is not { } activity)
        {
            return CommandOutcome.NotFound;
        }

        if (bookmark.AutoBurn)
        {
            context.RemoveBookmark(bookmark);
            activity.BookmarkBurnt();
        }

        if (bookmark.Name == RetryPolicy.BookmarkName)
        {
            return await RetryOneAsync(context, activity, byPolicy: true);
        }

        context.AddJournal(activity, JournalEvents.Resumed, bookmark.WaitingFor, null);
        var callback = bookmark.CallbackMethodName ?? (bookmark.AutoComplete ? WorkItem.CompleteCallback : WorkItem.NoCallback);
        context.Enqueue(new WorkItem(activity, callback, resume.Input));
        if (context.SubStatus is WorkflowSubStatus.Faulted)
        {
            return CommandOutcome.Deferred;
        }

        context.SubStatus = WorkflowSubStatus.Executing;
        return CommandOutcome.Applied;
    }

    private static async ValueTask<CommandOutcome> RetryAsync(WorkflowExecutionContext context, RetryCommand retry)
    {
        var found = false;
        foreach (var activity in context.ActivityExecutionContexts)
        {
            var waitsForRetry = activity.FailedWork is not null && activity.Status is not ActivityStatus.Completed;
            if (waitsForRetry && (retry.ActivityInstanceId is null || retry.ActivityInstanceId == activity.Id))
            {
                activity.FailedAttempts = 0;
                await RetryOneAsync(context, activity, byPolicy: false);
                found = true;
            }
        }

        return found ? CommandOutcome.Applied : CommandOutcome.NotFound;
    }

    private static async ValueTask<CommandOutcome> RetryOneAsync(WorkflowExecutionContext context, ActivityExecutionContext activity, bool byPolicy)
    {
        if (activity.FailedWork is not { } work)
        {
            return CommandOutcome.NotFound;
        }

        context.ForgetFault(activity);
        activity.ClearBookmarks();
        if (work.Callback is null)
        {
            // It starts from the beginning: what its failed attempt scheduled must not run beside the new one.
            await activity.CancelChildrenAsync();
        }

        activity.TransitionTo(ActivityStatus.Running);
        activity.ForgetInputs();
        activity.FailedWork = null;
        context.AddJournal(activity, JournalEvents.Retrying, null, null);
        context.Enqueue(work);
        if (byPolicy && context.SubStatus is WorkflowSubStatus.Faulted)
        {
            return CommandOutcome.Deferred;
        }

        context.SubStatus = WorkflowSubStatus.Executing;
        context.ClearFaulted();
        return CommandOutcome.Applied;
    }

    /// <summary>Schedules an activity in the live run of its container, as if the container had reached it.</summary>
    private static CommandOutcome Schedule(WorkflowExecutionContext context, ScheduleCommand schedule)
    {
        if (context.WorkflowGraph.FindByKey(schedule.ActivityId) is not { Parent: { } container } node
            || context.ActivityExecutionContexts.FirstOrDefault(run => run.Node == container) is not { } owner)
        {
            return CommandOutcome.NotFound;
        }

        var callback = owner.EnumerateChildren().Select(static child => child.Callback).FirstOrDefault(static found => found is not null)
            ?? (owner.Activity is Activities.Flow.Flowchart ? ActivityCallbacks.Completion(owner.Activity, "OnChildCompletedAsync") : null);
        if (callback is null)
        {
            return CommandOutcome.NotFound;
        }

        context.Schedule(node, owner, callback, null);
        context.ClearFaulted();
        context.SubStatus = WorkflowSubStatus.Executing;
        return CommandOutcome.Applied;
    }

    private static async ValueTask<CommandOutcome> CancelActivityAsync(WorkflowExecutionContext context, CancelActivityCommand cancel)
    {
        List<ActivityExecutionContext> runs = [.. context.ActivityExecutionContexts.Where(run =>
            run != context.Root && (cancel.ActivityInstanceId is null ? run.Node.Key == cancel.ActivityId : run.Id == cancel.ActivityInstanceId))];
        foreach (var run in runs)
        {
            await run.CancelActivityAsync();
        }

        return runs.Count == 0 ? CommandOutcome.NotFound : CommandOutcome.Applied;
    }

    private static async ValueTask<CommandOutcome> SkipAsync(WorkflowExecutionContext context, SkipCommand skip)
    {
        if (context.FindContext(skip.ActivityInstanceId) is not { } activity || activity == context.Root)
        {
            return CommandOutcome.NotFound;
        }

        context.AddJournal(activity, JournalEvents.Skipped, null, skip.Outcomes);
        context.ClearFaulted();
        context.SubStatus = WorkflowSubStatus.Executing;
        activity.FailedWork = null;
        await activity.CompleteActivityAsync(skip.Outcomes.Length == 0 ? null : new Outcomes(skip.Outcomes));
        return CommandOutcome.Applied;
    }
}
