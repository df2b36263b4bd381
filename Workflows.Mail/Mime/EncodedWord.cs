using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Encoded words in UTF-8 (RFC 2047), in the alphabet that is safe in phrases too.</summary>
internal static class EncodedWord
{
    private const int Frame = 12;
    private const int Longest = 75;

    public static int Base64Length(ReadOnlySpan<byte> bytes) => (bytes.Length + 2) / 3 * 4;

    public static int QuotedLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        foreach (var b in bytes)
        {
            length += b == ' ' || IsSafe(b) ? 1 : 3;
        }

        return length;
    }

    /// <summary>How many bytes from the start fit into a word of <paramref name="room"/> columns, whole characters only.</summary>
    public static int Fit(ReadOnlySpan<byte> bytes, bool quoted, int room)
    {
        room = Math.Min(room, Longest) - Frame;
        var taken = 0;
        while (taken < bytes.Length)
        {
            Rune.DecodeFromUtf8(bytes[taken..], out _, out var size);
            var with = bytes[..(taken + size)];
            if ((quoted ? QuotedLength(with) : Base64Length(with)) > room)
            {
                break;
            }

            taken += size;
        }

        return taken;
    }

    public static string Write(ReadOnlySpan<byte> bytes, bool quoted)
    {
        if (!quoted)
        {
            return $"=?utf-8?b?{Convert.ToBase64String(bytes)}?=";
        }

        var text = new StringBuilder("=?utf-8?q?", Longest);
        foreach (var b in bytes)
        {
            _ = b == ' ' ? text.Append('_') : IsSafe(b) ? text.Append((char)b) : text.Append('=').Append(b.ToString("X2", null));
        }

        return text.Append("?=").ToString();
    }

    private static bool IsSafe(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';
}
