using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>Runs a C# script. The result is its value; Outcome.Set chooses the outcomes.</summary>
[Activity("Elsa", "Scripting", "Executes C# code", DisplayName = "Run C#")]
public class RunCSharp : Activity<object>
{
    /// <summary>Creates the activity.</summary>
    public RunCSharp([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The script.</summary>
    [Input(Description = "The script to run.", DefaultSyntax = "CSharp", UIHint = InputUIHints.CodeEditor, Options = "csharp")]
    public Input<string> Script { get; set; } = new(string.Empty);

    /// <summary>Outcomes that the script may choose.</summary>
    [Input(Description = "A list of possible outcomes.", UIHint = InputUIHints.DynamicOutcomes)]
    public Input<ICollection<string>> PossibleOutcomes { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var result = await context.WorkflowExecutionContext.WorkflowGraph.Expressions.EvaluateAsync(
            new Expression("CSharp", context.Get(Script)), typeof(object), context.ExpressionExecutionContext);
        if (result is not null)
        {
            context.Set(Result, result);
        }

        await context.CompleteActivityWithOutcomesAsync(OutcomeProxy.Chosen(context.ExpressionExecutionContext) ?? ["Done"]);
    }
}
