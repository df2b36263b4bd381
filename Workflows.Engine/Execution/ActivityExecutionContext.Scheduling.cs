using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Execution;

/// <content>Scheduling children.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Schedules a child; without an activity, calls back (or completes) at once.</summary>
    /// <param name="activity">The child activity.</param>
    /// <param name="completionCallback">Method of this activity to call when the child completed.</param>
    /// <param name="tag">Anything to find again on the child.</param>
    /// <param name="variables">Variables of the child's scope.</param>
    public ValueTask ScheduleActivityAsync(
        IActivity? activity, ActivityCompletionCallback? completionCallback, object? tag = null, IEnumerable<Variable>? variables = null)
    {
        if (activity is null)
        {
            return WithoutActivity(this, completionCallback, tag);
        }

        var child = WorkflowExecutionContext.Schedule(WorkflowExecutionContext.WorkflowGraph.NodeOf(activity), this, completionCallback, tag);
        if (variables is not null)
        {
            child.DeclareDynamic(variables);
        }

        return default;
    }

    /// <summary>Schedules a child.</summary>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ScheduleWorkOptions? options = null) => ScheduleActivityAsync(activity, this, options);

    /// <summary>Schedules a child of another owner.</summary>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ActivityExecutionContext? owner, ScheduleWorkOptions? options = null) =>
        activity is null
            ? WithoutActivity(owner ?? this, options?.CompletionCallback, options?.Tag)
            : ScheduleNodeAsync(WorkflowExecutionContext.WorkflowGraph.NodeOf(activity), owner, options);

    /// <summary>Schedules a child of another owner.</summary>
    public async Task ScheduleActivityAsync(ActivityNode? activityNode, ActivityExecutionContext? owner = null, ScheduleWorkOptions? options = null)
    {
        if (activityNode is null)
        {
            await WithoutActivity(owner ?? this, options?.CompletionCallback, options?.Tag);
            return;
        }

        await ScheduleNodeAsync(activityNode, owner, options);
    }

    /// <summary>Schedules children.</summary>
    public ValueTask ScheduleActivitiesAsync(params IActivity?[] activities) => ScheduleActivities(activities);

    /// <summary>Schedules children.</summary>
    public async ValueTask ScheduleActivities(
        IEnumerable<IActivity?> activities, ActivityCompletionCallback? completionCallback, object? tag = null, IEnumerable<Variable>? variables = null)
    {
        foreach (var activity in activities)
        {
            await ScheduleActivityAsync(activity, completionCallback, tag, variables);
        }
    }

    /// <summary>Schedules children.</summary>
    public async ValueTask ScheduleActivities(IEnumerable<IActivity?> activities, ScheduleWorkOptions? options = null)
    {
        foreach (var activity in activities)
        {
            await ScheduleActivityAsync(activity, options);
        }
    }

    /// <summary>Forgets what this run asked to be called back for.</summary>
    public void ClearCompletionCallbacks()
    {
        foreach (var child in EnumerateChildren())
        {
            child.Callback = null;
        }
    }

    internal void DeclareDynamic(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            DynamicVariables.Add(variable);
            Memory.Declare(variable);
        }
    }

    private static ValueTask WithoutActivity(ActivityExecutionContext owner, ActivityCompletionCallback? callback, object? tag)
    {
        if (callback is null)
        {
            return owner.CompleteActivityAsync();
        }

        owner.Tag = tag;
        return callback(new ActivityCompletedContext(owner, owner));
    }

    private ValueTask ScheduleNodeAsync(ActivityNode node, ActivityExecutionContext? owner, ScheduleWorkOptions? options)
    {
        owner ??= this;
        if (options is null)
        {
            WorkflowExecutionContext.Schedule(node, owner, null, null);
            return default;
        }

        if (options.PreventDuplicateScheduling && WorkflowExecutionContext.IsScheduled(node, owner))
        {
            return default;
        }

        ActivityExecutionContext child;
        if (options.ExistingActivityExecutionContext is { } existing)
        {
            child = existing;
            existing.Callback = options.CompletionCallback ?? existing.Callback;
            WorkflowExecutionContext.Enqueue(new WorkItem(existing));
        }
        else
        {
            child = WorkflowExecutionContext.Schedule(node, owner, options.CompletionCallback, options.Tag);
        }

        if (options.Variables is { Count: > 0 })
        {
            child.DeclareDynamic(options.Variables);
        }

        if (options.Input is { Count: > 0 })
        {
            child.ActivityInputOrNull = options.Input;
        }

        return default;
    }
}
