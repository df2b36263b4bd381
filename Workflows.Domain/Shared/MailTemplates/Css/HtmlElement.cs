using System.Net;

namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>A start tag as it stands in the text.</summary>
/// <param name="Name">Lower-case name.</param>
/// <param name="Parent">The element around it.</param>
/// <param name="Attributes">Name in lower case, and where name and value stand.</param>
/// <param name="End">Behind the closing bracket.</param>
internal sealed record HtmlElement(string Name, HtmlElement? Parent, List<HtmlAttribute> Attributes, int End)
{
    private string[]? _classes;

    /// <summary>The decoded value of an attribute; null when the element has no such.</summary>
    public string? Find(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(attribute.Value) : attribute.Value;
            }
        }

        return null;
    }

    /// <summary>Whether the element has the class.</summary>
    public bool HasClass(string name)
    {
        _classes ??= Find("class")?.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Array.IndexOf(_classes, name) >= 0;
    }
}
