using System.Globalization;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>One thing that is wrong with a template.</summary>
/// <param name="Key">The template.</param>
/// <param name="Part"><c>subject</c>, <c>html</c>, <c>text</c>, <c>layout</c>, <c>schema</c>, <c>sample</c> or <c>description</c>.</param>
/// <param name="Line">Line in the part, from 1; 0 when no place is to blame.</param>
/// <param name="Column">Column, from 1; 0 when no place is to blame.</param>
/// <param name="Message">What is wrong and, where it is known, what was probably meant.</param>
public sealed record MailTemplateProblem(string Key, string Part, int Line, int Column, string Message)
{
    /// <summary>Whether it is a problem of a mail that uses the layout or partial, not of the part's own text.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>In the form <c>support/assigned html(3,7): text</c>.</summary>
    public override string ToString() => Line == 0
        ? $"{Key} {Part}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{Key} {Part}({Line},{Column}): {Message}");
}
