using System.Text;

namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>Reading CSS text around its quotes, brackets and comments.</summary>
internal static class CssText
{
    /// <summary>The text without comments.</summary>
    public static string WithoutComments(string text)
    {
        if (!text.Contains("/*", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] is '"' or '\'')
            {
                var end = EndOfString(text, i);
                result.Append(text, i, end - i);
                i = end;
            }
            else if (text.AsSpan(i).StartsWith("/*", StringComparison.Ordinal))
            {
                var end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? text.Length : end + 2;
                result.Append(' ');
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    /// <summary>The parts between separators that stand outside of quotes and brackets, trimmed, without empty ones.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = Find(text, 0, separator); ; i = Find(text, start, separator))
        {
            var part = text[start..(i < 0 ? text.Length : i)].Trim();
            if (part.Length > 0)
            {
                parts.Add(part);
            }

            if (i < 0)
            {
                return parts;
            }

            start = i + 1;
        }
    }

    /// <summary>Where a character stands outside of quotes and brackets; -1 when nowhere.</summary>
    public static int Find(string text, int from, char wanted, char alsoWanted = '\0')
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (depth == 0 && (c == wanted || (c == alsoWanted && c != '\0')))
            {
                return i;
            }

            switch (c)
            {
                case '"' or '\'':
                    i = EndOfString(text, i) - 1;
                    break;
                case '\\':
                    i++;
                    break;
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']' when depth > 0:
                    depth--;
                    break;
            }
        }

        return -1;
    }

    /// <summary>Behind the closing brace that belongs to the opening one at <paramref name="open"/>.</summary>
    public static int EndOfBlock(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\'':
                    i = EndOfString(text, i) - 1;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start] || text[i] == '\n')
            {
                return i + 1;
            }
        }

        return text.Length;
    }
}
