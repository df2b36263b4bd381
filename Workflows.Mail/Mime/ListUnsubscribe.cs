namespace Workflows.Mail.Mime;

/// <summary>How a recipient leaves a list (RFC 2369), with one click when an https address is given (RFC 8058).</summary>
public sealed record ListUnsubscribe
{
    /// <summary>Describes the ways out, at least one.</summary>
    /// <param name="oneClick">https address that unsubscribes on POST; null for none.</param>
    /// <param name="mailTo">mailto address; null for none.</param>
    /// <exception cref="ArgumentException">Neither is given, or one has the wrong scheme.</exception>
    public ListUnsubscribe(Uri? oneClick, Uri? mailTo = null)
    {
        if (oneClick is null && mailTo is null)
        {
            throw new ArgumentException("At least one way to unsubscribe must be given.", nameof(oneClick));
        }

        if (oneClick is not null && !HasScheme(oneClick, Uri.UriSchemeHttps))
        {
            throw new ArgumentException("One-click unsubscription needs an https address (RFC 8058).", nameof(oneClick));
        }

        if (mailTo is not null && !HasScheme(mailTo, Uri.UriSchemeMailto))
        {
            throw new ArgumentException("The second address must be a mailto address.", nameof(mailTo));
        }

        OneClick = oneClick;
        MailTo = mailTo;
    }

    /// <summary>The https address, or null.</summary>
    public Uri? OneClick { get; }

    /// <summary>The mailto address, or null.</summary>
    public Uri? MailTo { get; }

    private static bool HasScheme(Uri uri, string scheme) =>
        uri.IsAbsoluteUri && string.Equals(uri.Scheme, scheme, StringComparison.Ordinal);
}
