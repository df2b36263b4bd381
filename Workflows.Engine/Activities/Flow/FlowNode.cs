using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Holds one activity in a flowchart.</summary>
[Activity("Elsa", "Flow", "A container for an activity.", DisplayName = "Container")]
[Browsable(false)]
public class FlowNode : Activity
{
    private readonly ActivityCompletionCallback _onBodyCompleted;

    /// <summary>Creates the activity.</summary>
    public FlowNode([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onBodyCompleted = OnBodyCompletedAsync;

    /// <summary>The activity.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, _onBodyCompleted);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteActivityAsync(context.Result);
}
