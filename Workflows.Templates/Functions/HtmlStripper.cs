using System.Text;

namespace Workflows.Templates.Functions;

/// <summary>Takes away tags, comments and the whole of scripts and styles; a `&gt;` inside a quoted attribute ends no tag.</summary>
internal sealed class HtmlStripper(string html)
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    public static string Strip(string html) => html.Contains('<', StringComparison.Ordinal) ? new HtmlStripper(html).Strip() : html;

    private string Strip()
    {
        var builder = new StringBuilder(html.Length);
        for (var i = 0; i < html.Length; i++)
        {
            if (html[i] != '<')
            {
                builder.Append(html[i]);
                continue;
            }

            var end = EndOfMarkup(i);
            if (end < 0)
            {
                builder.Append(html, i, html.Length - i);
                break;
            }

            i = end - 1;
        }

        return builder.ToString();
    }

    private int EndOfMarkup(int start)
    {
        var rest = html.AsSpan(start);
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            return EndAfter("-->", start);
        }

        if (rest.StartsWith("<script", StringComparison.OrdinalIgnoreCase) && EndAfter("</script>", start) is var script and > 0)
        {
            return script;
        }

        if (rest.StartsWith("<style", StringComparison.OrdinalIgnoreCase) && EndAfter("</style>", start) is var style and > 0)
        {
            return style;
        }

        var quote = '\0';
        for (var i = start + 1; i < html.Length; i++)
        {
            var c = html[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private int EndAfter(string mark, int start)
    {
        // What is missing after one place is missing after all later ones; looking again would cost the square of the length.
        if (_missing.Contains(mark))
        {
            return -1;
        }

        var at = html.IndexOf(mark, start, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            _missing.Add(mark);
            return -1;
        }

        return at + mark.Length;
    }
}
