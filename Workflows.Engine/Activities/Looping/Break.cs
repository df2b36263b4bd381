using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Leaves the innermost loop.</summary>
[Activity("Elsa", "Looping", "Break out of a loop.")]
public class Break : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Break([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.SendSignalAsync(new BreakSignal());
}
