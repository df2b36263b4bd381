namespace Workflows.CSharp;

/// <summary>A script does not compile, or went over a limit.</summary>
public sealed class CSharpScriptException : Exception
{
    /// <summary>Creates the exception.</summary>
    public CSharpScriptException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public CSharpScriptException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public CSharpScriptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="problems">What is wrong, each with line and column.</param>
    public CSharpScriptException(IReadOnlyList<string> problems)
        : base("The C# does not compile. " + string.Join(" ", problems)) => Problems = problems;

    /// <summary>What is wrong, each with line and column; empty when the script compiled.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
