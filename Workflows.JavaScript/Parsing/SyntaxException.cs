namespace Workflows.JavaScript.Parsing;

/// <summary>A syntax error with its place; the public surface turns it into a <see cref="JavaScriptException"/>.</summary>
internal sealed class SyntaxException(string message, int position, string errorType = "SyntaxError") : Exception(message)
{
    public int Position { get; } = position;

    public string ErrorType { get; } = errorType;
}
