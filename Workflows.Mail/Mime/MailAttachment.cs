namespace Workflows.Mail.Mime;

/// <summary>A file that travels with a mail, or an image the HTML part shows.</summary>
public sealed record MailAttachment
{
    /// <summary>Describes a file.</summary>
    /// <param name="fileName">Name for the reader, in any script.</param>
    /// <param name="contentType">Media type without parameters, such as "application/pdf".</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="ArgumentException">Name or type is malformed.</exception>
    public MailAttachment(string fileName, string contentType, ReadOnlyMemory<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        FileName = HeaderValue.Checked(fileName, nameof(fileName));
        var slash = contentType.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || contentType.Length > 127 || !IsToken(contentType.AsSpan(0, slash)) || !IsToken(contentType.AsSpan(slash + 1)))
        {
            throw new ArgumentException($"'{MailAddressSyntax.Printable(contentType)}' is not a media type.", nameof(contentType));
        }

        if (contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("A multipart entity cannot be attached as a file.", nameof(contentType));
        }

        ContentType = contentType;
        Content = content;
    }

    /// <summary>The file name.</summary>
    public string FileName { get; }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>
    /// Name under which HTML refers to it as "cid:name" (RFC 2392); printable ASCII without blanks and angle brackets.
    /// Required for inline images. Default null.
    /// </summary>
    public string? ContentId
    {
        get;
        init => field = value is null || !HeaderValue.CheckedAscii(value, nameof(value)).AsSpan().ContainsAny('<', '>')
            ? value
            : throw new ArgumentException("A content id has no angle brackets.", nameof(value));
    }

    internal static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or >= '\u007f' || "()<>@,;:\\\"/[]?=".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
