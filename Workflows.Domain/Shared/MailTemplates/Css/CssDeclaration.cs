namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>One property with its value.</summary>
/// <param name="Property">Lower-case name.</param>
/// <param name="Value">Value without <c>!important</c>.</param>
/// <param name="IsImportant">Whether it beats what is not important.</param>
internal sealed record CssDeclaration(string Property, string Value, bool IsImportant)
{
    /// <summary>Reads <c>a: b; c: d !important</c>. What is no declaration is left out, as browsers do.</summary>
    public static List<CssDeclaration> ReadAll(string text)
    {
        var result = new List<CssDeclaration>();
        foreach (var part in CssText.Split(text, ';'))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }

            var value = part[(colon + 1)..].Trim();
            var bang = value.LastIndexOf('!');
            var important = bang >= 0 && value[(bang + 1)..].Trim().Equals("important", StringComparison.OrdinalIgnoreCase);
            value = important ? value[..bang].TrimEnd() : value;
            var property = part[..colon].Trim();
            if (property.Length > 0 && value.Length > 0 && property.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                // Custom properties tell upper from lower case.
                result.Add(new CssDeclaration(
                    property.StartsWith("--", StringComparison.Ordinal) ? property : property.ToLowerInvariant(), value, important));
            }
        }

        return result;
    }
}
