using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>Runs its activities side by side and waits for all.</summary>
[Activity("Elsa", "Workflows", "Execute a set of activities in parallel.")]
public class Parallel : Container
{
    private const string PendingKey = "ScheduledChildren";
    private readonly ActivityCompletionCallback _onChildCompleted;

    /// <summary>Creates the activity.</summary>
    public Parallel([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onChildCompleted = OnChildCompletedAsync;

    /// <summary>Creates the activity from branches.</summary>
    public Parallel(params IActivity[] activities)
        : base(null, null)
    {
        _onChildCompleted = OnChildCompletedAsync;
        Activities = activities;
    }

    /// <inheritdoc />
    protected override ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        if (Activities.Count == 0)
        {
            return context.CompleteActivityAsync();
        }

        context.SetProperty(PendingKey, Activities.Count);
        return context.ScheduleActivities(Activities, _onChildCompleted);
    }

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var pending = context.TargetContext.UpdateProperty<int>(PendingKey, count => count - 1);
        return pending == 0 ? context.TargetContext.CompleteActivityAsync() : default;
    }
}
