using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Runs a script. The result is its value; setOutcome and setOutcomes choose the outcomes.</summary>
[Activity("Elsa", "Scripting", "Executes JavaScript code", DisplayName = "Run JavaScript")]
public class RunJavaScript : Activity<object>
{
    /// <summary>Creates the activity.</summary>
    public RunJavaScript([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The script.</summary>
    [Input(Description = "The script to run.", DefaultSyntax = "JavaScript", UIHint = InputUIHints.CodeEditor, Options = "javascript")]
    public Input<string> Script { get; set; } = new(string.Empty);

    /// <summary>Outcomes that the script may choose.</summary>
    [Input(Description = "A list of possible outcomes.", UIHint = InputUIHints.DynamicOutcomes)]
    public Input<ICollection<string>> PossibleOutcomes { get; set; } = null!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcomes = new List<string>();
        var expression = ScriptOf(context);
        var options = new ExpressionEvaluatorOptions
        {
            Arguments = new Dictionary<string, object>
            {
                ["setOutcome"] = new Action<string>(outcomes.Add),
                ["setOutcomes"] = new Action<object>(names => outcomes.AddRange(ValueConverter.To<List<string>>(names) ?? [])),
            },
        };
        var result = await context.WorkflowExecutionContext.WorkflowGraph.Expressions.EvaluateAsync(
            expression, typeof(object), context.ExpressionExecutionContext, options);
        context.Set(Result, result);
        await context.CompleteActivityWithOutcomesAsync(outcomes.Count == 0 ? ["Done"] : [.. outcomes]);
    }

    private Expression ScriptOf(ActivityExecutionContext context)
    {
        // The parsed script is kept on the expression, so a fixed script is parsed once for all runs.
        var text = context.Get(Script) ?? string.Empty;
        if (context.Node.Compiled is Expression known && known.Value is string old && old == text)
        {
            return known;
        }

        var expression = new Expression("JavaScript", text);
        context.Node.Compiled = expression;
        return expression;
    }
}
