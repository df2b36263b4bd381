using System.Net;

namespace Workflows.Domain.Shared.Messages;

/// <summary>Hides texts that only the recipient may see, such as the token of a link, wherever a mail is shown or kept.</summary>
public static class MailSecrets
{
    /// <summary>What stands for a secret.</summary>
    public const string Mark = "***";

    /// <summary>Replaces each secret, also as it looks in HTML and in a URL.</summary>
    public static string Mask(string text, IReadOnlyCollection<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (var secret in secrets.Where(static secret => secret.Length > 0))
        {
            text = text.Replace(secret, Mark, StringComparison.Ordinal)
                .Replace(WebUtility.HtmlEncode(secret), Mark, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(secret), Mark, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
