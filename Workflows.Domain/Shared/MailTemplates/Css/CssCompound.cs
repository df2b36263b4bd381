namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>What one element must be: <c>td.name#x[align=right]</c>.</summary>
internal sealed class CssCompound
{
    private const int OfElement = 1, OfClass = 1 << 10, OfId = 1 << 20;

    private readonly List<string> _classes = [];
    private readonly List<AttributeTest> _attributes = [];
    private string? _tag;
    private string? _id;

    /// <summary>Its part of the selector's specificity.</summary>
    public int Specificity => (_tag is null ? 0 : OfElement) + ((_classes.Count + _attributes.Count) * OfClass) + (_id is null ? 0 : OfId);

    /// <summary>Reads a compound and moves behind it; null for what cannot be an inline style.</summary>
    public static CssCompound? TryRead(string text, ref int i)
    {
        var result = new CssCompound();
        var start = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '>')
        {
            var isFirst = i == start;
            switch (text[i])
            {
                case '*' when isFirst:
                    i++;
                    break;
                case '.' when Name(text, i + 1, out var end):
                    result._classes.Add(text[(i + 1)..end]);
                    i = end;
                    break;
                case '#' when result._id is null && Name(text, i + 1, out var end):
                    result._id = text[(i + 1)..end];
                    i = end;
                    break;
                case '[':
                    var close = CssText.Find(text, i + 1, ']');
                    if (close < 0 || AttributeTest.TryRead(text[(i + 1)..close]) is not { } test)
                    {
                        return null;
                    }

                    result._attributes.Add(test);
                    i = close + 1;
                    break;
                default:
                    if (!isFirst || !Name(text, i, out var tagEnd))
                    {
                        return null;
                    }

                    result._tag = text[i..tagEnd];
                    i = tagEnd;
                    break;
            }
        }

        return result;
    }

    /// <summary>Whether the element is one.</summary>
    public bool Matches(HtmlElement element)
    {
        if (_tag is not null && !element.Name.Equals(_tag, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (_id is not null && !string.Equals(element.Find("id"), _id, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var name in _classes)
        {
            if (!element.HasClass(name))
            {
                return false;
            }
        }

        foreach (var test in _attributes)
        {
            if (!test.Holds(element.Find(test.Name)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Name(string text, int from, out int end)
    {
        end = from;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' || text[end] > '\u007f'))
        {
            end++;
        }

        return end > from && !char.IsAsciiDigit(text[from]);
    }

    private sealed record AttributeTest(string Name, char Operation, string Value)
    {
        public static AttributeTest? TryRead(string text)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                return Of(text.Trim(), ' ', string.Empty);
            }

            var operation = equals > 0 && text[equals - 1] is '~' or '|' or '^' or '$' or '*' ? text[equals - 1] : '=';
            var value = text[(equals + 1)..].Trim();
            if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
            {
                value = value[1..^1];
            }

            return Of(text[..(operation == '=' ? equals : equals - 1)].Trim(), operation, value);
        }

        public bool Holds(string? actual) => actual is not null && Operation switch
        {
            ' ' => true,
            '=' => actual == Value,
            '~' => Value.Length > 0 && actual.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(Value),
            '|' => actual == Value || actual.StartsWith(Value + "-", StringComparison.Ordinal),
            '^' => Value.Length > 0 && actual.StartsWith(Value, StringComparison.Ordinal),
            '$' => Value.Length > 0 && actual.EndsWith(Value, StringComparison.Ordinal),
            _ => Value.Length > 0 && actual.Contains(Value, StringComparison.Ordinal),
        };

        private static AttributeTest? Of(string name, char operation, string value) =>
            CssCompound.Name(name, 0, out var end) && end == name.Length ? new AttributeTest(name.ToLowerInvariant(), operation, value) : null;
    }
}
