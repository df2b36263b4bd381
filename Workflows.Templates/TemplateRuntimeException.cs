namespace Workflows.Templates;

/// <summary>A template failed while rendering. The position is that of the expression or statement at fault.</summary>
public class TemplateRuntimeException : Exception
{
    /// <summary>Creates the exception for a position.</summary>
    /// <param name="sourceName">Name of the template at fault, if it has one.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    /// <param name="text">What went wrong, without the position.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public TemplateRuntimeException(
        string? sourceName, int line, int column, string text, Exception? innerException = null)
        : base(new TemplateMessage(sourceName, line, column, text).ToString(), innerException)
    {
        SourceName = sourceName;
        Line = line;
        Column = column;
        Text = text;
    }

    /// <summary>Name of the template at fault, if it has one.</summary>
    public string? SourceName { get; }

    /// <summary>Line, from 1.</summary>
    public int Line { get; }

    /// <summary>Column, from 1.</summary>
    public int Column { get; }

    /// <summary>What went wrong, without the position.</summary>
    public string Text { get; }
}
