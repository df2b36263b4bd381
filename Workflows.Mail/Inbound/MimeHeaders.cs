using System.Text;

namespace Workflows.Mail.Inbound;

/// <summary>Header fields of a received entity, unfolded and decoded on demand. Forgiving: bounces come from very old systems.</summary>
internal sealed class MimeHeaders
{
    private readonly List<(string Name, string Value)> _fields = [];

    /// <summary>The fields, values unfolded and not decoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    /// <summary>First value of a field, encoded words decoded; empty when absent.</summary>
    public string this[string name] => EncodedWords.Decode(Raw(name));

    public string Raw(string name) =>
        _fields.Find(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public IEnumerable<string> All(string name) =>
        _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    public bool Has(string name) => _fields.Exists(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads lines until the empty one; returns the index of the line after it.</summary>
    public static int Read(IReadOnlyList<string> lines, int start, int end, out MimeHeaders headers)
    {
        headers = new MimeHeaders();
        var i = start;

        // A mailbox file's own separator is not a field.
        if (i < end && (lines[i].StartsWith("From ", StringComparison.Ordinal) || lines[i].StartsWith(">From ", StringComparison.Ordinal)))
        {
            i++;
        }

        StringBuilder? value = null;
        string? name = null;
        end = Math.Min(end, lines.Count);
        for (; i < end && lines[i].Length > 0; i++)
        {
            var line = lines[i];
            if (line[0] is ' ' or '\t')
            {
                value?.Append(' ').Append(line.AsSpan().Trim());
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).TrimEnd().ContainsAny(' ', '\t'))
            {
                if (value is { Length: > 0 } && value[^1] == ';')
                {
                    // A folded field whose blank got lost.
                    value.Append(' ').Append(line.AsSpan().Trim());
                    continue;
                }

                headers.Add(name, value);
                name = null;
                value = null;
                if (headers._fields.Count == 0)
                {
                    // Not a header at all: everything is body.
                    return i;
                }

                continue;
            }

            headers.Add(name, value);
            name = line[..colon].TrimEnd();
            value = new StringBuilder(line[(colon + 1)..].Trim());
        }

        headers.Add(name, value);
        return Math.Min(i + 1, end);
    }

    private void Add(string? name, StringBuilder? value)
    {
        if (name is not null)
        {
            _fields.Add((name, value!.ToString()));
        }
    }
}
