namespace Workflows.JavaScript;

/// <summary>An evaluation reached one of its limits and was ended. The script cannot catch this.</summary>
public sealed class ScriptLimitException : Exception
{
    /// <summary>Creates the exception for a limit.</summary>
    /// <param name="limit">The limit that was reached.</param>
    /// <param name="message">What happened, with the value of the limit.</param>
    public ScriptLimitException(ScriptLimit limit, string message)
        : base(message) => Limit = limit;

    /// <summary>The limit that was reached.</summary>
    public ScriptLimit Limit { get; }
}
