namespace Workflows.JavaScript;

/// <summary>A script has a syntax error, or threw something that it did not catch.</summary>
public sealed class JavaScriptException : Exception
{
    internal JavaScriptException(
        string errorType, string message, string? scriptName, int line, int column, string snippet, string scriptStack, object? value, Exception? inner)
        : base(message, inner)
    {
        ErrorType = errorType;
        ScriptName = scriptName;
        Line = line;
        Column = column;
        Snippet = snippet;
        ScriptStack = scriptStack;
        Value = value;
    }

    /// <summary>The name of the thrown error's constructor, such as "TypeError"; for other thrown values their type, such as "string".</summary>
    public string ErrorType { get; }

    /// <summary>The name of the script, if it has one.</summary>
    public string? ScriptName { get; }

    /// <summary>The line of the error, from 1; 0 when it is not known.</summary>
    public int Line { get; }

    /// <summary>The column of the error, from 1; 0 when it is not known.</summary>
    public int Column { get; }

    /// <summary>The source line of the error, at most 80 characters around the place.</summary>
    public string Snippet { get; }

    /// <summary>The running script functions, innermost first, one per line; empty for a syntax error.</summary>
    public string ScriptStack { get; }

    /// <summary>The thrown value when it is a string, number or boolean; null otherwise.</summary>
    public object? Value { get; }
}
