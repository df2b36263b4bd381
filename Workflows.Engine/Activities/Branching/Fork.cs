using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Branching;

/// <summary>Runs branches side by side and joins them.</summary>
[Activity("Elsa", "Control Flow", "Branch execution into multiple branches.")]
public class Fork : Activity
{
    private const string PendingKey = "Pending";
    private readonly ActivityCompletionCallback _onBranchCompleted;

    /// <summary>Creates the activity.</summary>
    public Fork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onBranchCompleted = OnBranchCompletedAsync;

    /// <summary>When the fork completes. Default: when all branches did.</summary>
    [Input(UIHint = InputUIHints.DropDown)]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    /// <summary>The branches.</summary>
    public ICollection<IActivity> Branches { get; set; } = [];

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Branches.Count == 0)
        {
            return context.CompleteActivityAsync();
        }

        context.SetProperty(PendingKey, Branches.Count);
        return context.ScheduleActivities(Branches, _onBranchCompleted);
    }

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext context)
    {
        var fork = context.TargetContext;
        var pending = fork.UpdateProperty<int>(PendingKey, count => count - 1);
        return JoinMode == ForkJoinMode.WaitAny || pending == 0 ? fork.CompleteActivityAsync() : default;
    }
}
