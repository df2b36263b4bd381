using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>Decodes encoded words (RFC 2047) and names of character sets.</summary>
internal static partial class EncodedWords
{
    public static string Decode(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        // Blanks between two encoded words belong to neither.
        var joined = Between().Replace(value, "?=");
        return Word().Replace(joined, Decode);
    }

    public static Encoding Charset(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown sets are read as the one that gives every byte a character.
            return Encoding.Latin1;
        }
    }

    private static string Decode(Match word)
    {
        var text = word.Groups["text"].Value;
        var encoding = Charset(word.Groups["set"].Value.Split('*')[0]);
        try
        {
            return encoding.GetString(
                word.Groups["kind"].Value is "b" or "B"
                    ? Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))
                    : TransferDecoder.QuotedPrintable(Encoding.Latin1.GetBytes(text.Replace('_', ' '))));
        }
        catch (FormatException)
        {
            return word.Value;
        }
    }

    [GeneratedRegex(
        @"=\?(?<set>[^?\s]{1,40})\?(?<kind>[bBqQ])\?(?<text>[^?\s]*)\?=",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+(?==\?)", RegexOptions.None, 1000)]
    private static partial Regex Between();
}
