using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "Composition", "Sets a specific output of the workflow.")]
public class SetOutput : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetOutput([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Name of the output.</summary>
    [Input(DisplayName = "Output", Description = "The name of the output to assign.", UIHint = InputUIHints.OutputPicker)]
    public Input<string> OutputName { get; set; } = null!;

    /// <summary>The value.</summary>
    [Input(DisplayName = "Value", Description = "The value to assign.")]
    public Input<object?> OutputValue { get; set; } = null!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var name = context.Get(OutputName) ?? throw new InvalidOperationException("The output has no name.");
        WorkflowOutputs.Set(context, name, context.Get(OutputValue));
    }
}
