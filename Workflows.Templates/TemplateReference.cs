namespace Workflows.Templates;

/// <summary>A path that a template reads.</summary>
/// <param name="Path">The variable and the members behind it; <see cref="Element"/> stands for an element of a list.</param>
/// <param name="Line">Line it is read on, from 1.</param>
/// <param name="Column">Column it is read at, from 1.</param>
public sealed record TemplateReference(IReadOnlyList<string> Path, int Line, int Column)
{
    /// <summary>The segment that stands for an element of a list.</summary>
    public const string Element = "[]";

    /// <summary>The path as a template would write it.</summary>
    public override string ToString() => string.Join('.', Path).Replace("." + Element, Element, StringComparison.Ordinal);
}
