namespace Workflows.Templates;

/// <summary>One problem found while parsing a template.</summary>
/// <param name="SourceName">Name given to <see cref="Template.Parse"/>, if any.</param>
/// <param name="Line">Line of the problem, from 1.</param>
/// <param name="Column">Column of the problem, from 1.</param>
/// <param name="Text">What is wrong.</param>
public sealed record TemplateMessage(string? SourceName, int Line, int Column, string Text)
{
    /// <summary>The message in the form <c>file(line,column): text</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SourceName ?? "template"}({Line},{Column}): {Text}");
}
