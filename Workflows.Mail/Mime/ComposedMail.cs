using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>A complete message in the bytes that go over the wire: CRLF line ends, no line above 998 octets, CRLF at the end.</summary>
public sealed class ComposedMail
{
    /// <summary>Takes a message composed elsewhere, for example one stored.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="messageId">Message-ID without angle brackets.</param>
    /// <exception cref="ArgumentException">
    /// A line is too long, or a CR or LF stands alone: servers disagree on what that means, and mails have been smuggled through it.
    /// </exception>
    public ComposedMail(ReadOnlyMemory<byte> content, string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        var span = content.Span;
        if (span.Length < 2 || !span.EndsWith("\r\n"u8))
        {
            throw new ArgumentException("A message must end with CRLF.", nameof(content));
        }

        var rest = span;
        var inHeader = true;
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (rest[end] != '\r' || end + 1 >= rest.Length || rest[end + 1] != '\n')
            {
                throw new ArgumentException("CR and LF must stand together.", nameof(content));
            }

            if (end > 998)
            {
                throw new ArgumentException("A line has more than 998 octets (RFC 5322 section 2.1.1).", nameof(content));
            }

            if (inHeader)
            {
                RequiresSmtpUtf8 |= !Ascii.IsValid(rest[..end]);
                inHeader = end != 0;
            }

            rest = rest[(end + 2)..];
        }

        Content = content;
        MessageId = messageId;
        Is8Bit = !Ascii.IsValid(span);
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Message-ID without angle brackets.</summary>
    public string MessageId { get; }

    /// <summary>Whether there is an octet above 127, so that the server must offer 8BITMIME.</summary>
    public bool Is8Bit { get; }

    /// <summary>Whether the header is not ASCII (RFC 6532), so that the server must offer SMTPUTF8.</summary>
    public bool RequiresSmtpUtf8 { get; }
}
