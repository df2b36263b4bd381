using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Fails on purpose.</summary>
[Activity("Elsa", "Primitives", "Faults the workflow.")]
public class Fault : Activity
{
    /// <summary>Creates the activity.</summary>
    public Fault([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Code of the fault.</summary>
    [Input(Description = "Code to categorize the fault.")]
    public Input<string> Code { get; set; } = null!;

    /// <summary>Category of the fault.</summary>
    [Input(Description = "Category to categorize the fault. Examples: HTTP, Alteration, Azure, etc.")]
    public Input<string> Category { get; set; } = null!;

    /// <summary>Type of the fault.</summary>
    [Input(DisplayName = "Type", Description = "Classifies the type of fault. Examples: System, Business, Integration, etc.")]
    public Input<string> FaultType { get; set; } = null!;

    /// <summary>Text of the fault.</summary>
    [Input(Description = "The message to include with the fault.")]
    public Input<string?> Message { get; set; } = null!;

    /// <summary>Creates a fault.</summary>
    public static Fault Create(
        string code, string category, string type, string? message = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(source, line)
        {
            Code = new Input<string>(code),
            Category = new Input<string>(category),
            FaultType = new Input<string>(type),
            Message = new Input<string?>(message),
        };

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => throw new FaultException(
        context.Get(Code) ?? "0", context.Get(Category) ?? "General", context.Get(FaultType) ?? "System", context.Get(Message));
}
