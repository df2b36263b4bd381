using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Chooses and writes transfer encodings (RFC 2045 section 6) for one body part.</summary>
internal static class ContentEncoding
{
    private const int LineWidth = 76;
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Where(c => c is not '\r' and not '\n' and not '\t').Select(c => (byte)c)]);
    private const int LongestPlainLine = 990;

    /// <summary>Text with CRLF line ends and one at the end.</summary>
    public static byte[] Canonical(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + (text.Length / 16) + 16);
        var rest = text.AsSpan();
        while (true)
        {
            var end = rest.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                break;
            }

            Encoding.UTF8.GetBytes(rest[..end], output);
            output.Write("\r\n"u8);
            rest = rest[(end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1))..];
        }

        if (rest.Length > 0 || output.WrittenCount == 0)
        {
            Encoding.UTF8.GetBytes(rest, output);
            output.Write("\r\n"u8);
        }

        return output.WrittenSpan.ToArray();
    }

    public static TransferEncoding Choose(ReadOnlySpan<byte> canonical, bool allow8Bit)
    {
        if (CanStandPlain(canonical))
        {
            if (Ascii.IsValid(canonical))
            {
                return TransferEncoding.SevenBit;
            }

            if (allow8Bit)
            {
                return TransferEncoding.EightBit;
            }
        }

        var special = 0;
        foreach (var b in canonical)
        {
            if (b is > 126 or (byte)'=' or < 32 and not (byte)'\r' and not (byte)'\n' and not (byte)'\t')
            {
                special++;
            }
        }

        // Quoted-printable costs two more octets per special one, base64 a third of everything.
        return special * 2 <= canonical.Length / 3 ? TransferEncoding.QuotedPrintable : TransferEncoding.Base64;
    }

    /// <summary>
    /// Whether no relay has a reason to change a line: none too long, none that a mailbox file would quote, no blanks at line ends,
    /// nothing that could be taken for one of our boundaries.
    /// </summary>
    private static bool CanStandPlain(ReadOnlySpan<byte> canonical)
    {
        if (canonical.ContainsAny(Controls))
        {
            return false;
        }

        while (canonical.Length > 0)
        {
            var end = canonical.IndexOf("\r\n"u8);
            var line = end < 0 ? canonical : canonical[..end];
            if (end < 0 || line.Length > LongestPlainLine || line.StartsWith("From "u8) || line.StartsWith(Boundary.LinePrefix)
                || (line.Length > 0 && line[^1] is (byte)' ' or (byte)'\t') || line.Contains((byte)'\r') || line.Contains((byte)'\n'))
            {
                return false;
            }

            canonical = canonical[(end + 2)..];
        }

        return true;
    }

    public static string Name(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.SevenBit => "7bit",
        TransferEncoding.EightBit => "8bit",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        _ => "base64",
    };

    public static void Write(ReadOnlySpan<byte> content, TransferEncoding encoding, ArrayBufferWriter<byte> output)
    {
        switch (encoding)
        {
            case TransferEncoding.QuotedPrintable:
                WriteQuoted(content, output);
                break;
            case TransferEncoding.Base64:
                WriteBase64(content, output);
                break;
            default:
                output.Write(content);
                break;
        }
    }

    private static void WriteBase64(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> output)
    {
        const int bytesPerLine = LineWidth / 4 * 3;
        while (content.Length > 0)
        {
            var part = content[..Math.Min(bytesPerLine, content.Length)];
            var line = output.GetSpan(LineWidth + 2);
            Base64.EncodeToUtf8(part, line, out _, out var written);
            "\r\n"u8.CopyTo(line[written..]);
            output.Advance(written + 2);
            content = content[part.Length..];
        }
    }

    private static void WriteQuoted(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> output)
    {
        while (content.Length > 0)
        {
            var end = content.IndexOf("\r\n"u8);
            WriteQuotedLine(end < 0 ? content : content[..end], output);
            output.Write("\r\n"u8);
            content = end < 0 ? default : content[(end + 2)..];
        }
    }

    private static void WriteQuotedLine(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> output)
    {
        // Three octets for each, and three for each soft break after at least 73 columns of them.
        var target = output.GetSpan((line.Length * 3) + (line.Length / 8) + 8);
        var at = 0;
        var column = 0;
        var from = line.StartsWith("From "u8);
        for (var i = 0; i < line.Length; i++)
        {
            var b = line[i];
            var last = i == line.Length - 1;

            // A leading dot would be stuffed, a leading "From " quoted and a blank at the end dropped by somebody on the way.
            var plain = b is > 32 and < 127 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !last);
            plain &= !(column == 0 && (b == '.' || b == '-' || (from && i == 0)));
            var width = plain ? 1 : 3;
            if (column + width > (last ? LineWidth : LineWidth - 1))
            {
                "=\r\n"u8.CopyTo(target[at..]);
                at += 3;
                column = 0;
                if (b is (byte)'.' or (byte)'-')
                {
                    plain = false;
                    width = 3;
                }
            }

            if (plain)
            {
                target[at] = b;
            }
            else
            {
                target[at] = (byte)'=';
                target[at + 1] = "0123456789ABCDEF"u8[b >> 4];
                target[at + 2] = "0123456789ABCDEF"u8[b & 15];
            }

            at += width;
            column += width;
        }

        output.Advance(at);
    }
}
