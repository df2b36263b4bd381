using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Ends the flowchart or sequence it stands in.</summary>
[Activity("Elsa", "Flow", "A milestone activity that marks the end of a flowchart.", Kind = ActivityKind.Action)]
public class End : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public End([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }
}
