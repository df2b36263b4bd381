using System.Collections;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Completes the innermost composite (or the workflow) with outcomes.</summary>
[Activity("Elsa", "Composition", "Signals the current composite activity to complete itself as a whole.")]
public class Complete : Activity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Complete([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Complete(IEnumerable<string> outcomes, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(new Literal(outcomes.ToArray())), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Complete(
        Func<ExpressionExecutionContext, ICollection<string>> outcomes, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(context => (object)outcomes(context)), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Complete(Func<ExpressionExecutionContext, string> outcome, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(context => (object)outcome(context)), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Complete(Input<object> outcomes, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Outcomes = outcomes;

    /// <summary>One outcome, or a list.</summary>
    [Input(Description = "The outcome or set of outcomes to complete this activity with.", DefaultSyntax = "Object", UIHint = InputUIHints.OutcomePicker)]
    public Input<object> Outcomes { get; set; } = null!;

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteCompositeAsync(Names(context.Get(Outcomes)));

    private static string[] Names(object? value) => value switch
    {
        null => ["Done"],
        string text when text.StartsWith('[') && ValueConverter.TryConvert(text, typeof(string[]), out var list) => (string[])list!,
        string text => text.Length == 0 ? ["Done"] : [text],
        IEnumerable items => [.. items.Cast<object>().Select(item => item.ToString() ?? string.Empty)],
        _ => [value.ToString() ?? string.Empty],
    };
}
