using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Splits a flowchart into branches: completes with all their names as outcomes.</summary>
[Activity("Elsa", "Branching", "Branch execution into multiple branches.", DisplayName = "Fork (flow)")]
public class FlowFork : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowFork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Names of the branches.</summary>
    [Input(Description = "A list of expected branches.", UIHint = InputUIHints.DynamicOutcomes)]
    public Input<ICollection<string>> Branches { get; set; } = new(new Literal(Array.Empty<string>()));

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync([.. context.Get(Branches) ?? []]);
}
