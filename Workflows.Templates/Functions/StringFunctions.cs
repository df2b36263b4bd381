using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>string</c>.</summary>
internal static partial class StringFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("string");
        AddEditing(group);
        AddQuestions(group);
        AddConversions(group);
        return group;
    }

    public static void AppendEscaped(StringBuilder builder, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                '\b' => builder.Append("\\b"),
                '\f' => builder.Append("\\f"),
                '\v' => builder.Append("\\v"),
                '\0' => builder.Append("\\0"),
                _ when char.IsControl(c) => builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => builder.Append(c),
            };
        }
    }

    private static string Handleize(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                builder.Append(char.ToLowerInvariant(c));
            }
            else if (builder.Length > 0 && builder[^1] != '-')
            {
                builder.Append('-');
            }
        }

        return builder.ToString().TrimEnd('-');
    }

    private static string Capitalize(string text, CultureInfo culture) =>
        text.Length == 0 || char.IsUpper(text[0])
            ? text
            : string.Create(text.Length, (text, culture), static (span, state) =>
            {
                state.text.CopyTo(span);
                span[0] = char.ToUpper(span[0], state.culture);
            });

    private static string CapitalizeWords(string text, CultureInfo culture)
    {
        var builder = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            builder.Append(inWord || char.IsWhiteSpace(c) ? c : char.ToUpper(c, culture));
            inWord = !char.IsWhiteSpace(c);
        }

        return builder.ToString();
    }

    private static string ReplaceOne(string text, string match, string with, bool fromEnd)
    {
        if (match.Length == 0)
        {
            return text;
        }

        var at = fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + match.Length));
    }

    private static string Slice(string text, int start, int length)
    {
        long from = start < 0 ? (long)start + text.Length : start;
        long count = length;
        if (from < 0)
        {
            count += from;
            from = 0;
        }

        count = Math.Min(count, text.Length - from);
        return count <= 0 ? "" : text.Substring((int)from, (int)count);
    }

    private static string Truncate(string text, int length, string ellipsis)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var kept = Math.Max(0, length - ellipsis.Length);
        return string.Concat(text.AsSpan(0, Math.Min(kept, text.Length)), ellipsis);
    }

    private static string TruncateWords(string text, int count, string ellipsis)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= count ? string.Join(' ', words) : string.Join(' ', words.Take(Math.Max(0, count))) + ellipsis;
    }

    private static string Pad(in Call call, bool left)
    {
        var width = Math.Max(0, call.Int(1));
        call.Context.CheckLength(call.Site, width);
        return left ? call.TextOrEmpty(0).PadLeft(width) : call.TextOrEmpty(0).PadRight(width);
    }

    private static Value IndexOf(in Call call)
    {
        var (text, search) = (call.TextOrEmpty(0), call.TextOrEmpty(1));
        var start = call.Int(2);
        if (start < 0 || start > text.Length)
        {
            throw call.Error("The start index is outside of the string.");
        }

        var count = call.Int(3, text.Length - start);
        if (count < 0 || start + count > text.Length)
        {
            throw call.Error("The count goes past the end of the string.");
        }

        var comparison = StringComparison.Ordinal;
        if (call.Has(4) && !Enum.TryParse(call.Text(4), ignoreCase: true, out comparison))
        {
            throw call.Error($"There is no string comparison `{call.Text(4)}`.");
        }

        return new Value(text.IndexOf(search, start, count, comparison));
    }

    private static Value Split(in Call call)
    {
        var (text, match) = (call.TextOrEmpty(0), call.TextOrEmpty(1));
        var result = new TemplateArray();
        foreach (var part in text.Split(match.Length == 0 ? "\0" : match, StringSplitOptions.RemoveEmptyEntries))
        {
            result.Add(new Value(part));
        }

        return Value.Of(result);
    }

#pragma warning disable CA5350, CA5351 // The language offers these digests for old protocols; it is the template's choice.
    private static string Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm switch
        {
            "md5" => MD5.HashData(bytes),
            "sha1" => SHA1.HashData(bytes),
            "sha256" => SHA256.HashData(bytes),
            _ => SHA512.HashData(bytes),
        });
    }

    private static string Hmac(string algorithm, string text, string secret)
    {
        var (key, bytes) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(algorithm switch
        {
            "sha1" => HMACSHA1.HashData(key, bytes),
            "sha256" => HMACSHA256.HashData(key, bytes),
            _ => HMACSHA512.HashData(key, bytes),
        });
    }
#pragma warning restore CA5350, CA5351
}
