using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>An activity whose work is given from outside.</summary>
[Browsable(false)]
public class DynamicActivity : CodeActivity
{
    /// <summary>Values for the handler.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<string, object> Properties { get; set; } = new Dictionary<string, object>();

    /// <summary>The work.</summary>
    public ExecuteActivityDelegate ExecuteHandler { get; set; } = _ => default;

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ExecuteHandler(context);
}
