using System.Text;

namespace Workflows.Mail.Inbound;

/// <summary>Undoes transfer encodings; damaged input gives what can be read of it.</summary>
internal static class TransferDecoder
{
    public static byte[] Decode(string body, string encoding)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        return encoding.Trim().ToLowerInvariant() switch
        {
            "base64" => Base64(body) ?? bytes,
            "quoted-printable" => QuotedPrintable(bytes),
            _ => bytes,
        };
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                result[at++] = text[i];
                continue;
            }

            if (i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                result[at++] = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                i += 2;
                continue;
            }

            var end = text[i..].IndexOf((byte)'\n');
            if (end > 0 && text.Slice(i + 1, end - 1).Trim(" \t\r"u8).IsEmpty)
            {
                i += end;
                continue;
            }

            if (i + 1 < text.Length)
            {
                result[at++] = text[i];
            }
        }

        return result[..at];
    }

    private static byte[]? Base64(string body)
    {
        var text = new StringBuilder(body.Length);
        foreach (var c in body)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
            {
                text.Append(c);
            }
            else if (c == '=')
            {
                break;
            }
        }

        text.Length -= text.Length % 4 == 1 ? 1 : 0;
        text.Append('=', (4 - (text.Length % 4)) % 4);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.ToString(), bytes, out var length) ? bytes[..length] : null;
    }

    private static int Digit(byte b) => b <= '9' ? b - '0' : (b | 32) - 'a' + 10;
}
