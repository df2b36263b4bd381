using System.Buffers;
using System.Net;
using System.Text;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>html</c>.</summary>
internal static class HtmlFunctions
{
    private const string Unreserved = "-_.~";
    private const string Reserved = ":/?#[]@!$&'()*+,;=%";

    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    /// <summary>Makes the group; a template that is escaped gets <c>html.raw</c> for markup it vouches for.</summary>
    public static BuiltinObject Create(bool isEscaping)
    {
        var group = new BuiltinObject("html");
        group.Add("escape", "text", static (in Call c) => c[0].Ref is TrustedHtml ? c[0] : Trust(c, Escape(c.TextOrEmpty(0))));
        group.Add("newline_to_br", "text", static (in Call c) =>
        {
            var text = c.TextOrEmpty(0);
            text = c.Context.EscapesHtml && c[0].Ref is not TrustedHtml ? Escape(text) : text;
            return Trust(c, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "<br />\n", StringComparison.Ordinal));
        });
        group.Add("strip", "text", static (in Call c) => new Value(HtmlStripper.Strip(c.TextOrEmpty(0))));
        group.Add("url_encode", "text", static (in Call c) => c.Has(0) ? new Value(PercentEncode(c.Text(0)!, "")) : default);
        group.Add("url_escape", "text", static (in Call c) => c.Has(0) ? new Value(PercentEncode(c.Text(0)!, Reserved)) : default);
        group.AddHidden("url_decode", "text", static (in Call c) => new Value(WebUtility.UrlDecode(c.TextOrEmpty(0))));
        group.AddHidden("escape_once", "text", static (in Call c) => Trust(c, Escape(WebUtility.HtmlDecode(c.TextOrEmpty(0)))));
        if (isEscaping)
        {
            group.Add("raw", "text", static (in Call c) => c[0].Ref is TrustedHtml ? c[0] : Value.Of(new TrustedHtml(c.TextOrEmpty(0))));
        }

        return group;
    }

    public static string Escape(string text)
    {
        var at = text.AsSpan().IndexOfAny(Special);
        if (at < 0)
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 16);
        var rest = text.AsSpan();
        while (at >= 0)
        {
            builder.Append(rest[..at]).Append(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            rest = rest[(at + 1)..];
            at = rest.IndexOfAny(Special);
        }

        return builder.Append(rest).ToString();
    }

    private static Value Trust(scoped in Call call, string html)
    {
        call.Context.CheckLength(call.Site, html.Length);
        return call.Context.EscapesHtml ? Value.Of(new TrustedHtml(html)) : new Value(html);
    }

    private static string PercentEncode(string text, string alsoKept)
    {
        var builder = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value)
                || Unreserved.Contains((char)rune.Value, StringComparison.Ordinal)
                || alsoKept.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                builder.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var b in bytes[..count])
            {
                builder.Append('%').Append(Convert.ToHexString([b]));
            }
        }

        return builder.ToString();
    }
}
