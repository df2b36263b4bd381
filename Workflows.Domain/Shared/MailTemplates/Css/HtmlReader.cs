namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>
/// Walks through the start tags of an HTML text and knows which elements are around each. It never changes or refuses anything:
/// what is no tag is text.
/// </summary>
internal sealed class HtmlReader(string html)
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    };

    // Their content is text up to their own end tag.
    private static readonly HashSet<string> Raw = new(StringComparer.Ordinal) { "script", "style", "textarea", "title", "xmp" };

    // Elements whose end tag may be left out, and the ones that end them: a cell ends where the next begins, inside its table.
    private static readonly Dictionary<string, string[]> EndedBy = new(StringComparer.Ordinal)
    {
        ["li"] = ["li"],
        ["p"] = ["p", "div", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre", "section", "form"],
        ["td"] = ["td", "th", "tr", "tbody", "tfoot"],
        ["th"] = ["td", "th", "tr", "tbody", "tfoot"],
        ["tr"] = ["tr", "tbody", "tfoot"],
        ["thead"] = ["tbody", "tfoot"],
        ["tbody"] = ["tbody", "tfoot"],
        ["dt"] = ["dt", "dd"],
        ["dd"] = ["dt", "dd"],
        ["head"] = ["body"],
    };

    private HtmlElement? _open;
    private int _at;

    /// <summary>The content of the raw text element just read, such as a style sheet; empty for others.</summary>
    public Range RawContent { get; private set; }

    /// <summary>Where the tag just read begins.</summary>
    public int TagStart { get; private set; }

    /// <summary>The next start tag; null at the end.</summary>
    public HtmlElement? Next()
    {
        while (_at < html.Length && html.IndexOf('<', _at) is var open and >= 0)
        {
            var next = open + 1 < html.Length ? html[open + 1] : '\0';
            if (html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal))
            {
                _at = After("-->", open + 4);
            }
            else if (next is '!' or '?')
            {
                _at = After(">", open + 2);
            }
            else if (next == '/')
            {
                Close(open + 2);
            }
            else if (char.IsAsciiLetter(next))
            {
                return Open(open);
            }
            else
            {
                _at = open + 1;
            }
        }

        return null;
    }

    private int After(string end, int from)
    {
        var found = from >= html.Length ? -1 : html.IndexOf(end, from, StringComparison.Ordinal);
        return found < 0 ? html.Length : found + end.Length;
    }

    private HtmlElement Open(int start)
    {
        var i = EndOfName(start + 1);
        var name = html[(start + 1)..i].ToLowerInvariant();
        var attributes = ReadAttributes(ref i, out var isClosed);
        while (_open is { } above && EndedBy.TryGetValue(above.Name, out var enders) && Array.IndexOf(enders, name) >= 0)
        {
            _open = above.Parent;
        }

        var element = new HtmlElement(name, _open, attributes, i);
        TagStart = start;
        _at = i;
        RawContent = default;
        if (Raw.Contains(name))
        {
            var end = html.IndexOf("</" + name, i, StringComparison.OrdinalIgnoreCase);
            RawContent = i..(end < 0 ? html.Length : end);
            _at = end < 0 ? html.Length : After(">", end);
        }
        else if (!isClosed && !Void.Contains(name))
        {
            _open = element;
        }

        return element;
    }

    private void Close(int nameStart)
    {
        var name = html[nameStart..EndOfName(nameStart)].ToLowerInvariant();
        for (var element = _open; element is not null; element = element.Parent)
        {
            if (element.Name == name)
            {
                _open = element.Parent;
                break;
            }
        }

        _at = After(">", nameStart);
    }

    private List<HtmlAttribute> ReadAttributes(ref int i, out bool isClosed)
    {
        var attributes = new List<HtmlAttribute>();
        isClosed = false;
        while (i < html.Length && html[i] != '>')
        {
            if (char.IsWhiteSpace(html[i]) || html[i] == '/')
            {
                isClosed = html[i] == '/';
                i++;
                continue;
            }

            isClosed = false;
            attributes.Add(ReadAttribute(ref i));
        }

        i = Math.Min(i + 1, html.Length);
        return attributes;
    }

    private HtmlAttribute ReadAttribute(ref int i)
    {
        var start = i;
        i++;
        while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] is not ('=' or '>' or '/'))
        {
            i++;
        }

        var name = html[start..i].ToLowerInvariant();
        var equals = SkipSpace(i);
        if (equals >= html.Length || html[equals] != '=')
        {
            return new HtmlAttribute(name, string.Empty, start, i);
        }

        i = SkipSpace(equals + 1);
        if (i < html.Length && html[i] is '"' or '\'')
        {
            var close = html.IndexOf(html[i], i + 1);
            close = close < 0 ? html.Length : close;
            var value = html[(i + 1)..close];
            i = Math.Min(close + 1, html.Length);
            return new HtmlAttribute(name, value, start, i);
        }

        var from = i;
        while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] != '>')
        {
            i++;
        }

        return new HtmlAttribute(name, html[from..i], start, i);
    }

    private int SkipSpace(int i)
    {
        while (i < html.Length && char.IsWhiteSpace(html[i]))
        {
            i++;
        }

        return i;
    }

    private int EndOfName(int i)
    {
        while (i < html.Length && !char.IsWhiteSpace(html[i]) && html[i] is not ('>' or '/'))
        {
            i++;
        }

        return i;
    }
}
