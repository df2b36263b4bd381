using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Joins branches of a flowchart; the flowchart decides when it runs.</summary>
[Activity("Elsa", "Branching", "Explicitly merge multiple branches into a single branch of execution.", DisplayName = "Join")]
public class FlowJoin : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowJoin([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>When it runs. Default: at the first branch.</summary>
    [Input(Description = "When to continue: as soon as one branch arrives, or when all have.", DefaultValue = FlowJoinMode.WaitAny, UIHint = InputUIHints.DropDown)]
    public Input<FlowJoinMode> Mode { get; set; } = new(FlowJoinMode.WaitAny);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();
}
