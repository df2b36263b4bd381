namespace Workflows.PostgreSql.Embedded;

/// <summary>How a tool ended and what it printed (standard output, then standard error).</summary>
internal sealed record ToolResult(int ExitCode, string Output)
{
    /// <summary>The exit code that stands for "could not be started at all".</summary>
    public const int NotStarted = -1;

    /// <summary>The exit code that stands for "was ended by us after its time limit".</summary>
    public const int TimedOut = -2;

    public bool Succeeded => ExitCode == 0;
}
