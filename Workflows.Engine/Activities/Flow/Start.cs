using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Marks where a flowchart starts.</summary>
[Activity("Elsa", "Flow", "The start of a flowchart.", Kind = ActivityKind.Action)]
public class Start : CodeActivity, IStartNode
{
    /// <summary>Creates the activity.</summary>
    public Start([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }
}
