using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Branching;

/// <summary>Runs the branch of the case that matches.</summary>
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.")]
public class Switch : Activity, IHasChildActivities
{
    private const string PendingKey = "Pending";
    private readonly ActivityCompletionCallback _onCaseCompleted;

    /// <summary>Creates the activity.</summary>
    public Switch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onCaseCompleted = OnCaseCompletedAsync;

    /// <summary>Kept for Elsa definitions.</summary>
    public Output<object>? Output { get; set; }

    /// <summary>The cases.</summary>
    [Input(UIHint = "switch-editor")]
    public ICollection<SwitchCase> Cases { get; set; } = [];

    /// <summary>Which cases run. Default: the first that matches.</summary>
    [Input(UIHint = InputUIHints.DropDown)]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    /// <summary>Runs if no case matches.</summary>
    [Port]
    public IActivity? Default { get; set; }

    IEnumerable<(string Port, IActivity? Activity)> IHasChildActivities.GetChildActivities() =>
        Cases.Select(item => ("Cases." + item.Label, item.Activity));

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var first = context.Get(Mode) == SwitchMode.MatchFirst;
        var matches = new List<IActivity>();
        var matched = false;
        foreach (var item in Cases)
        {
            if (!await Conditions.IsTrueAsync(item.Condition, context))
            {
                continue;
            }

            matched = true;
            if (item.Activity is not null)
            {
                matches.Add(item.Activity);
            }

            if (first)
            {
                break;
            }
        }

        if (!matched && Default is not null)
        {
            matches.Add(Default);
        }

        if (matches.Count == 0)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(PendingKey, matches.Count);
        await context.ScheduleActivities(matches, _onCaseCompleted);
    }

    private ValueTask OnCaseCompletedAsync(ActivityCompletedContext context)
    {
        var pending = context.TargetContext.UpdateProperty<int>(PendingKey, count => count - 1);
        return pending == 0 ? context.TargetContext.CompleteActivityAsync() : default;
    }
}
