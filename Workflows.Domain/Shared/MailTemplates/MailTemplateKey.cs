using System.Text.RegularExpressions;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Keys of templates: <c>module/name</c>; layouts and partials have names that begin with an underscore.</summary>
public static partial class MailTemplateKey
{
    /// <summary>Whether a key is well formed.</summary>
    public static bool IsValid(string? key) => key is not null && Form().IsMatch(key);

    /// <summary>Whether the key is that of a layout or partial, which is no mail by itself.</summary>
    public static bool IsPart(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.AsSpan(key.LastIndexOf('/') + 1).StartsWith("_");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}/_?[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
