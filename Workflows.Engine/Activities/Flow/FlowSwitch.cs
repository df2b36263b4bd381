using System.Runtime.CompilerServices;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Completes with the labels of the cases that match, or with "Default".</summary>
[FlowNode("Default")]
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.", DisplayName = "Switch (flow)")]
public class FlowSwitch : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowSwitch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The cases.</summary>
    [Input(UIHint = "flow-switch-editor")]
    public ICollection<FlowSwitchCase> Cases { get; set; } = [];

    /// <summary>Which cases count. Default: the first that matches.</summary>
    [Input(UIHint = InputUIHints.DropDown)]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var first = context.Get(Mode) == SwitchMode.MatchFirst;
        var outcomes = new List<string>();
        foreach (var item in Cases)
        {
            if (await Conditions.IsTrueAsync(item.Condition, context))
            {
                outcomes.Add(item.Label);
                if (first)
                {
                    break;
                }
            }
        }

        await context.CompleteActivityWithOutcomesAsync(outcomes.Count == 0 ? ["Default"] : [.. outcomes]);
    }
}
