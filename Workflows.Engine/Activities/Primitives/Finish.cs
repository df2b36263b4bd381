using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Ends the whole workflow at once, with all its branches.</summary>
[Activity("Elsa", "Primitives", "Mark the workflow as finished.")]
public class Finish : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Finish([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.MarkCompleted(null);
        await context.WorkflowExecutionContext.FinishAsync();
    }
}
