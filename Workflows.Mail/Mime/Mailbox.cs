namespace Workflows.Mail.Mime;

/// <summary>An address with an optional display name (RFC 5322 section 3.4).</summary>
public sealed record Mailbox
{
    /// <summary>Checks both parts.</summary>
    /// <param name="address">The address.</param>
    /// <param name="displayName">
    /// Name shown instead of it, in any script; null or empty for none. Runs of blanks count as one: mail readers do not keep them.
    /// </param>
    /// <exception cref="ArgumentException">The address is malformed, or the name contains line breaks or control characters.</exception>
    public Mailbox(string address, string? displayName = null)
    {
        Address = MailAddressSyntax.Normalize(address);
        DisplayName = Name(displayName);
    }

    /// <summary>The address in wire form.</summary>
    public string Address { get; }

    /// <summary>The display name, or null.</summary>
    public string? DisplayName { get; }

    /// <summary>The domain of the address.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Name and address for logs; not encoded for a header.</summary>
    public override string ToString() => DisplayName is null ? Address : $"{DisplayName} <{Address}>";

    private static string? Name(string? displayName)
    {
        if (string.IsNullOrEmpty(displayName))
        {
            return null;
        }

        var words = HeaderValue.Checked(displayName, nameof(displayName)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }
}
