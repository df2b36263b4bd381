using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Console;

/// <summary>Writes a line of text to standard output, or where <see cref="IStandardOutStreamProvider"/> says.</summary>
[Activity("Elsa", "Console", "Write a line of text to the console.")]
public class WriteLine : CodeActivity
{
    internal WriteLine()
        : this(new Input<string?>(string.Empty), null, null)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(string? text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(text), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Func<string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(text), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Func<ExpressionExecutionContext, string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(text), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Variable<string> variable, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>((Variable)variable), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Literal<string> literal, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>((Literal)literal), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Expression expression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(expression), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public WriteLine(Input<string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Text = text;

    /// <summary>The text.</summary>
    [Input(Description = "The text to write.")]
    public Input<string?> Text { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var writer = context.GetService<IStandardOutStreamProvider>()?.GetTextWriter() ?? System.Console.Out;
        writer.WriteLine(context.Get(Text));
    }
}
