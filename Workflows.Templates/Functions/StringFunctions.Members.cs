using System.Globalization;
using System.Text;

namespace Workflows.Templates.Functions;

internal static partial class StringFunctions
{
    private static void AddEditing(BuiltinObject group)
    {
        group.Add("append", "text with", static (in Call c) => Concat(c, c.TextOrEmpty(0), c.TextOrEmpty(1)));
        group.Add("prepend", "text by", static (in Call c) => Concat(c, c.TextOrEmpty(1), c.TextOrEmpty(0)));
        group.Add("capitalize", "text", static (in Call c) => new Value(Capitalize(c.TextOrEmpty(0), c.Context.Culture)));
        group.Add("capitalizewords", "text", static (in Call c) => new Value(CapitalizeWords(c.TextOrEmpty(0), c.Context.Culture)));
        group.Add("downcase", "text", static (in Call c) => new Value(c.Text(0)?.ToLower(c.Context.Culture)));
        group.Add("upcase", "text", static (in Call c) => new Value(c.Text(0)?.ToUpper(c.Context.Culture)));
        group.Add("escape", "text", static (in Call c) =>
        {
            var builder = new StringBuilder();
            AppendEscaped(builder, c.TextOrEmpty(0));
            return new Value(builder.ToString());
        });
        group.Add("literal", "text", static (in Call c) =>
        {
            if (!c.Has(0))
            {
                return default;
            }

            var builder = new StringBuilder("\"");
            AppendEscaped(builder, c.TextOrEmpty(0));
            return new Value(builder.Append('"').ToString());
        });
        group.Add("handleize", "text", static (in Call c) => new Value(Handleize(c.TextOrEmpty(0))));
        group.Add("lstrip", "text", static (in Call c) => new Value(c.Text(0)?.TrimStart()));
        group.Add("rstrip", "text", static (in Call c) => new Value(c.Text(0)?.TrimEnd()));
        group.Add("strip", "text", static (in Call c) => new Value(c.Text(0)?.Trim()));
        group.Add("strip_newlines", "text", static (in Call c) =>
            new Value(c.TextOrEmpty(0).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));
        group.Add("remove", "text remove", static (in Call c) => Replace(c, c.TextOrEmpty(0), c.TextOrEmpty(1), ""));
        group.Add("remove_first", "text remove", static (in Call c) =>
            new Value(ReplaceOne(c.TextOrEmpty(0), c.TextOrEmpty(1), "", fromEnd: false)));
        group.Add("remove_last", "text remove", static (in Call c) =>
            new Value(ReplaceOne(c.TextOrEmpty(0), c.TextOrEmpty(1), "", fromEnd: true)));
        group.Add("replace", "text match replace", static (in Call c) =>
            Replace(c, c.TextOrEmpty(0), c.TextOrEmpty(1), c.TextOrEmpty(2)));
        group.Add("replace_first", "text match replace fromEnd?", static (in Call c) =>
            new Value(ReplaceOne(c.TextOrEmpty(0), c.TextOrEmpty(1), c.TextOrEmpty(2), c.Bool(3))));
        group.Add("pad_left", "text width", static (in Call c) => new Value(Pad(c, left: true)));
        group.Add("pad_right", "text width", static (in Call c) => new Value(Pad(c, left: false)));
        group.Add("slice", "text start length?", static (in Call c) =>
            new Value(Slice(c.TextOrEmpty(0), c.Int(1), c.Has(2) ? c.Int(2) : c.TextOrEmpty(0).Length)));
        group.Add("slice1", "text start length?", static (in Call c) => new Value(Slice(c.TextOrEmpty(0), c.Int(1), c.Int(2, 1))));
        group.Add("split", "text match", static (in Call c) => Split(c));
        group.Add("truncate", "text length ellipsis?", static (in Call c) =>
            new Value(Truncate(c.TextOrEmpty(0), c.Int(1), c.Text(2) ?? "...")));
        group.Add("truncatewords", "text count ellipsis?", static (in Call c) =>
            new Value(TruncateWords(c.TextOrEmpty(0), c.Int(1), c.Text(2) ?? "...")));
    }

    private static void AddQuestions(BuiltinObject group)
    {
        group.Add("contains", "text value", static (in Call c) =>
            new Value(c.Has(0) && c.Has(1) && c.Text(0)!.Contains(c.Text(1)!, StringComparison.Ordinal)));
        group.Add("starts_with", "text value", static (in Call c) =>
            new Value(c.Has(0) && c.Has(1) && c.Text(0)!.StartsWith(c.Text(1)!, StringComparison.Ordinal)));
        group.Add("ends_with", "text value", static (in Call c) =>
            new Value(c.Has(0) && c.Has(1) && c.Text(0)!.EndsWith(c.Text(1)!, StringComparison.Ordinal)));
        group.Add("equals_ignore_case", "text value", static (in Call c) =>
            new Value(c.Has(0) && c.Has(1) && string.Equals(c.Text(0), c.Text(1), StringComparison.OrdinalIgnoreCase)));
        group.Add("empty", "text", static (in Call c) => new Value(c.TextOrEmpty(0).Length == 0));
        group.Add("whitespace", "text", static (in Call c) => new Value(string.IsNullOrWhiteSpace(c.Text(0))));
        group.Add("size", "text", static (in Call c) => new Value(c.TextOrEmpty(0).Length));
        group.Add("index_of", "text search start_index? count? string_comparison?", static (in Call c) => IndexOf(c));
        group.Add("pluralize", "number singular plural", static (in Call c) =>
            c.Has(0) && Math.Abs(c.Double(0) - 1) < double.Epsilon ? c[1] : c[2]);
    }

    private static void AddConversions(BuiltinObject group)
    {
        group.Add("to_int", "text", static (in Call c) =>
            int.TryParse(c.Text(0), NumberStyles.Integer, c.Context.Culture, out var n) ? new Value(n) : default);
        group.Add("to_long", "text", static (in Call c) =>
            long.TryParse(c.Text(0), NumberStyles.Integer, c.Context.Culture, out var n) ? new Value(n) : default);
        group.Add("to_float", "text", static (in Call c) =>
            float.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, c.Context.Culture, out var n)
                ? Value.From((object)n)
                : default);
        group.Add("to_double", "text", static (in Call c) =>
            double.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, c.Context.Culture, out var n)
                ? new Value(n)
                : default);
        group.Add("base64_encode", "text", static (in Call c) =>
            new Value(Convert.ToBase64String(Encoding.UTF8.GetBytes(c.TextOrEmpty(0)))));
        group.Add("base64_decode", "text", static (in Call c) =>
        {
            try
            {
                return new Value(Encoding.UTF8.GetString(Convert.FromBase64String(c.TextOrEmpty(0))));
            }
            catch (FormatException e)
            {
                throw c.Site.Error("The text is not base64.", e);
            }
        });
        group.Add("md5", "text", static (in Call c) => new Value(Hash("md5", c.TextOrEmpty(0))));
        group.Add("sha1", "text", static (in Call c) => new Value(Hash("sha1", c.TextOrEmpty(0))));
        group.Add("sha256", "text", static (in Call c) => new Value(Hash("sha256", c.TextOrEmpty(0))));
        group.Add("sha512", "text", static (in Call c) => new Value(Hash("sha512", c.TextOrEmpty(0))));
        group.Add("hmac_sha1", "text secretKey", static (in Call c) => new Value(Hmac("sha1", c.TextOrEmpty(0), c.TextOrEmpty(1))));
        group.Add("hmac_sha256", "text secretKey", static (in Call c) => new Value(Hmac("sha256", c.TextOrEmpty(0), c.TextOrEmpty(1))));
        group.Add("hmac_sha512", "text secretKey", static (in Call c) => new Value(Hmac("sha512", c.TextOrEmpty(0), c.TextOrEmpty(1))));
    }

    private static Value Concat(in Call call, string first, string second)
    {
        call.Context.CheckLength(call.Site, first.Length + (long)second.Length);
        return new Value(string.Concat(first, second));
    }

    private static Value Replace(in Call call, string text, string match, string with)
    {
        if (match.Length == 0)
        {
            return new Value(text);
        }

        call.Context.CheckLength(call.Site, (long)text.Length / match.Length * Math.Max(0, with.Length - match.Length) / 4);
        var result = text.Replace(match, with, StringComparison.Ordinal);
        call.Context.CheckLength(call.Site, result.Length);
        return new Value(result);
    }
}
