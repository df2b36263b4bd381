namespace Workflows.Templates.Parsing;

/// <summary>A template's text. Lines and columns are counted only when something must be reported.</summary>
internal sealed class SourceText(string text, string? name)
{
    public string Text => text;

    public string? Name => name;

    public (int Line, int Column) Position(int offset)
    {
        var before = text.AsSpan(0, Math.Clamp(offset, 0, text.Length));
        var line = before.Count('\n') + 1;
        return (line, before.Length - before.LastIndexOf('\n'));
    }
}
