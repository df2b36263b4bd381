namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>An attribute of a start tag.</summary>
/// <param name="Name">Lower-case name.</param>
/// <param name="Value">Value as written, without quotes.</param>
/// <param name="Start">Where its name begins.</param>
/// <param name="End">Behind its value and closing quote.</param>
internal sealed record HtmlAttribute(string Name, string Value, int Start, int End);
