using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Composition;

/// <summary>
/// A workflow used as an activity inside another. Its inputs and outputs are synthetic: the definition declares them.
/// Whoever compiles a definition that uses it fills <see cref="Composite.Root"/> and the declarations first.
/// </summary>
[Browsable(false)]
public class WorkflowDefinitionActivity : Composite
{
    /// <summary>Creates the activity.</summary>
    public WorkflowDefinitionActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The definition.</summary>
    public string WorkflowDefinitionId { get; set; } = string.Empty;

    /// <summary>The version that is used.</summary>
    public string? WorkflowDefinitionVersionId { get; set; }

    /// <summary>Number of the newest published version.</summary>
    public int LatestAvailablePublishedVersion { get; set; }

    /// <summary>Id of the newest published version.</summary>
    public string? LatestAvailablePublishedVersionId { get; set; }

    internal Output? FindOutput(string name) => SyntheticProperties.TryGetValue(name, out var value) ? value as Output : null;

    internal Input? FindInput(string name) => SyntheticProperties.TryGetValue(name, out var value) ? value as Input : null;
}
