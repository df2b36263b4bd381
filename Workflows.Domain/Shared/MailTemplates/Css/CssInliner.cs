using System.Collections.Concurrent;
using System.Text;

namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>
/// Moves the rules of a mail's <c>style</c> elements into <c>style</c> attributes, because many mail clients read nothing else.
/// Media queries and states stay in one <c>style</c> element where the first one was. A <c>style</c> element with a <c>media</c>
/// attribute is left alone. Everything else of the text stays as it is, byte for byte.
/// </summary>
internal static class CssInliner
{
    // Sheets come from templates, so there are few; a template that writes its own could make many.
    private const int MaxSheets = 256;

    // Above every specificity.
    private const int OfAttribute = 1 << 28;
    private const int Important = 1 << 29;

    private static readonly ConcurrentDictionary<string, CssStyleSheet> Sheets = new(StringComparer.Ordinal);

    /// <summary>The text with inlined styles.</summary>
    public static string Inline(string html)
    {
        var sheets = new List<(CssStyleSheet Sheet, int Start, int End)>();
        if (!html.Contains("<style", StringComparison.OrdinalIgnoreCase))
        {
            return html;
        }

        var reader = new HtmlReader(html);
        var elements = new List<(HtmlElement Element, int Start)>();
        while (reader.Next() is { } element)
        {
            if (element.Name != "style")
            {
                // A tag that the text ends in is none.
                if (html[element.End - 1] == '>')
                {
                    elements.Add((element, reader.TagStart));
                }
            }
            else if (element.Find("media") is null && html[element.End - 1] == '>')
            {
                var close = html.IndexOf('>', reader.RawContent.End.Value);
                sheets.Add((SheetOf(html[reader.RawContent]), reader.TagStart, close < 0 ? html.Length : close + 1));
            }
        }

        return sheets.Count == 0 ? html : Write(html, elements, sheets);
    }

    private static CssStyleSheet SheetOf(string text)
    {
        if (Sheets.TryGetValue(text, out var known))
        {
            return known;
        }

        if (Sheets.Count >= MaxSheets)
        {
            Sheets.Clear();
        }

        return Sheets[text] = CssStyleSheet.Read(text);
    }

    private static string Write(
        string html, List<(HtmlElement Element, int Start)> elements, List<(CssStyleSheet Sheet, int Start, int End)> sheets)
    {
        CssRule[] rules = [.. sheets.SelectMany(static s => s.Sheet.Rules)];
        var result = new StringBuilder(html.Length * 2);
        var copied = 0;
        var sheet = 0;
        foreach (var (element, start) in elements)
        {
            for (; sheet < sheets.Count && sheets[sheet].Start < start; sheet++)
            {
                copied = CopySheet(html, result, copied, sheets, sheet);
            }

            if (StyleOf(element, rules) is { } style)
            {
                copied = WriteStyle(html, result, copied, element, style);
            }
        }

        for (; sheet < sheets.Count; sheet++)
        {
            copied = CopySheet(html, result, copied, sheets, sheet);
        }

        return result.Append(html, copied, html.Length - copied).ToString();
    }

    private static int CopySheet(
        string html, StringBuilder result, int copied, List<(CssStyleSheet Sheet, int Start, int End)> sheets, int index)
    {
        result.Append(html, copied, sheets[index].Start - copied);
        if (sheets[index].Sheet.Kept is { Length: > 0 } kept)
        {
            result.Append("<style>\n").Append(kept).Append("</style>");
        }

        return sheets[index].End;
    }

    private static int WriteStyle(string html, StringBuilder result, int copied, HtmlElement element, string style)
    {
        var given = element.Attributes.Find(static a => a.Name == "style");
        var behindTag = element.End - 1;
        var at = given?.Start ?? (behindTag > 0 && html[behindTag - 1] == '/' ? behindTag - 1 : behindTag);
        result.Append(html, copied, at - copied);
        if (given is null && !char.IsWhiteSpace(result[^1]))
        {
            result.Append(' ');
        }

        result.Append("style=\"").Append(style).Append('"');
        return given?.End ?? at;
    }

    // The cascade: important beats not important, then the attribute beats rules, then specificity, then order. Declarations are
    // written from weak to strong, so that a shorthand never undoes a stronger part of it.
    private static string? StyleOf(HtmlElement element, CssRule[] rules)
    {
        List<(int Strength, int Order, CssDeclaration Declaration)>? found = null;
        for (var i = 0; i < rules.Length; i++)
        {
            if (!rules[i].Selector.Matches(element))
            {
                continue;
            }

            found ??= [];
            foreach (var declaration in rules[i].Declarations)
            {
                found.Add((Strength(declaration, rules[i].Selector.Specificity), found.Count, declaration));
            }
        }

        if (found is null || element.Name is "head" or "title" or "meta" or "base")
        {
            return null;
        }

        if (element.Find("style") is { } own)
        {
            foreach (var declaration in CssDeclaration.ReadAll(own))
            {
                found.Add((Strength(declaration, OfAttribute), found.Count, declaration));
            }
        }

        found.Sort(static (a, b) => a.Strength != b.Strength ? a.Strength.CompareTo(b.Strength) : a.Order.CompareTo(b.Order));
        var style = new StringBuilder();
        for (var i = 0; i < found.Count; i++)
        {
            var declaration = found[i].Declaration;
            if (!found.Skip(i + 1).Any(later => later.Declaration.Property == declaration.Property))
            {
                style.Append(style.Length > 0 ? ";" : string.Empty).Append(declaration.Property).Append(':').Append(declaration.Value)
                    .Append(declaration.IsImportant ? " !important" : string.Empty);
            }
        }

        return style.Replace("&", "&amp;").Replace("\"", "&quot;").ToString();
    }

    private static int Strength(CssDeclaration declaration, int specificity) =>
        (declaration.IsImportant ? Important : 0) + Math.Min(specificity, OfAttribute);
}
