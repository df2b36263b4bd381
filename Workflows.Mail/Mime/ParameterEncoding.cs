using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Parameters of structured headers; what is not short plain ASCII goes as RFC 2231 says.</summary>
internal static class ParameterEncoding
{
    // With the blank before and the semicolon after, a piece of this size fills a line of 78 at most.
    private const int PieceWidth = 74;

    public static void Append(List<string> pieces, string name, string value)
    {
        if (value.Length is > 0 and <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        {
            pieces.Add($"{name}={value}");
            return;
        }

        // Quotes and backslashes inside quoted strings are read differently by different clients, so they are percent-encoded.
        if (name.Length + value.Length + 3 <= PieceWidth && value.All(c => c is >= ' ' and < '\u007f' and not '"' and not '\\')
            && !value.Contains("=?", StringComparison.Ordinal) && !value.Contains("  ", StringComparison.Ordinal)
            && value.Length > 0 && value[0] != ' ' && value[^1] != ' ')
        {
            pieces.Add($"{name}=\"{value}\"");
            return;
        }

        var encoded = Percent(value);
        if (name.Length + 9 + encoded.Sum(e => e.Length) <= PieceWidth)
        {
            pieces.Add($"{name}*=utf-8''{string.Concat(encoded)}");
            return;
        }

        var index = 0;
        var piece = new StringBuilder($"{name}*0*=utf-8''");
        foreach (var character in encoded)
        {
            if (piece.Length + character.Length > PieceWidth)
            {
                pieces.Add(piece.ToString());
                index++;
                piece.Clear().Append(name).Append('*').Append(index).Append("*=");
            }

            piece.Append(character);
        }

        pieces.Add(piece.ToString());
    }

    /// <summary>One entry per character, so that no piece splits one.</summary>
    private static List<string> Percent(string value)
    {
        var encoded = new List<string>(value.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_' or '!' or '~'))
            {
                encoded.Add(rune.ToString());
                continue;
            }

            var length = rune.EncodeToUtf8(bytes);
            var text = new StringBuilder(12);
            foreach (var b in bytes[..length])
            {
                text.Append('%').Append(b.ToString("X2", null));
            }

            encoded.Add(text.ToString());
        }

        return encoded;
    }
}
