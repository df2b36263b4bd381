using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Console;

/// <summary>Reads a line of text from <see cref="IStandardInStreamProvider"/>; without one, nothing.</summary>
[Activity("Elsa", "Console", "Read a line of text from the console.")]
public class ReadLine : CodeActivity<string>
{
    /// <summary>Creates the activity.</summary>
    public ReadLine([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ReadLine(MemoryBlockReference output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ReadLine(Output<string>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.Set(Result, context.GetService<IStandardInStreamProvider>()?.GetTextReader().ReadLine());
}
