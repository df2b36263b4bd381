using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Names the instance.</summary>
[Activity("Elsa", "Primitives", "Set the name of the workflow instance to a specified value.")]
public class SetName : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetName([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public SetName(Input<string> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Value = value;

    /// <summary>The name.</summary>
    [Input(Description = "The value to set as the workflow instance's name.")]
    public Input<string> Value { get; set; } = null!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.Name = context.Get(Value);
}
