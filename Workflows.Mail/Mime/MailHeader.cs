namespace Workflows.Mail.Mime;

/// <summary>A header field of the caller's own, such as "X-Campaign". Written as unstructured text (RFC 5322 section 2.2.1).</summary>
public sealed record MailHeader
{
    private static readonly HashSet<string> Composed = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Feedback-ID", "Precedence",
        "DKIM-Signature", "Return-Path", "Received",
    };

    /// <summary>Checks name and value.</summary>
    /// <param name="name">1 to 76 printable ASCII characters except ":"; not one the composer writes itself.</param>
    /// <param name="value">Any text without line breaks and control characters.</param>
    /// <exception cref="ArgumentException">A rule is broken.</exception>
    public MailHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 76 || name.Any(c => c is <= ' ' or >= '\u007f' or ':'))
        {
            throw new ArgumentException($"'{MailAddressSyntax.Printable(name)}' is not a header name.", nameof(name));
        }

        if (Composed.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{name} is written from the message's own properties.", nameof(name));
        }

        Name = name;
        Value = HeaderValue.Checked(value, nameof(value));
    }

    /// <summary>The field name.</summary>
    public string Name { get; }

    /// <summary>The value, not encoded.</summary>
    public string Value { get; }
}
