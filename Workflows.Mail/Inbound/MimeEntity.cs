using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>A received message or part of one.</summary>
internal sealed partial class MimeEntity
{
    // Nesting beyond this occurs only in mails made to exhaust readers.
    private const int MaxDepth = 20;
    private readonly string _body;

    private MimeEntity(MimeHeaders headers, string type, string body, IReadOnlyList<MimeEntity> parts)
    {
        Headers = headers;
        Type = type;
        _body = body;
        Parts = parts;
    }

    public MimeHeaders Headers { get; }

    /// <summary>Media type in lower case.</summary>
    public string Type { get; }

    /// <summary>Children of a multipart; the message inside a message/rfc822.</summary>
    public IReadOnlyList<MimeEntity> Parts { get; }

    public static MimeEntity Read(ReadOnlySpan<byte> message)
    {
        var lines = Encoding.Latin1.GetString(message).ReplaceLineEndings("\n").Split('\n');

        // Some mailboxes leave empty lines in front.
        var start = 0;
        while (start < lines.Length && lines[start].AsSpan().Trim().IsEmpty)
        {
            start++;
        }

        return Read(lines, start, lines.Length, "text/plain", depth: 0);
    }

    /// <summary>This entity and all inside, in order; returned messages are given but not entered.</summary>
    public IEnumerable<MimeEntity> Walk() =>
        Type is "message/rfc822" or "message/global" or "text/rfc822-headers"
            ? [this]
            : Parts.SelectMany(p => p.Walk()).Prepend(this);

    /// <summary>Value of a parameter of Content-Type, in lower case; empty when absent.</summary>
    public string Parameter(string name) => Parameter(Headers.Raw("Content-Type"), name).ToLowerInvariant();

    /// <summary>The body as text.</summary>
    public string Text()
    {
        var bytes = TransferDecoder.Decode(_body, Headers.Raw("Content-Transfer-Encoding"));
        var charset = Parameter(Headers.Raw("Content-Type"), "charset");
        if (charset.Length == 0 || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            charset = Utf8IsValid(bytes) ? "utf-8" : "iso-8859-1";
        }

        return EncodedWords.Charset(charset).GetString(bytes).ReplaceLineEndings("\n");
    }

    private static MimeEntity Read(IReadOnlyList<string> lines, int start, int end, string fallback, int depth)
    {
        var bodyStart = MimeHeaders.Read(lines, start, end, out var headers);
        var type = headers.Raw("Content-Type").Split([';', ' '], 2)[0].Trim().ToLowerInvariant();
        type = type.Contains('/', StringComparison.Ordinal) ? type : fallback;
        var parts = new List<MimeEntity>();
        if (depth < MaxDepth)
        {
            var boundary = Parameter(headers.Raw("Content-Type"), "boundary");
            if (type.StartsWith("multipart/", StringComparison.Ordinal) && boundary.Length > 0)
            {
                ReadParts(lines, bodyStart, end, boundary, type is "multipart/digest" ? "message/rfc822" : "text/plain", parts, depth);
            }
            else if (type is "message/rfc822" or "message/global" or "text/rfc822-headers")
            {
                var inner = bodyStart;
                while (inner < end && lines[inner].Length == 0)
                {
                    inner++;
                }

                parts.Add(Read(lines, inner, end, "text/plain", depth + 1));
            }
        }

        return new MimeEntity(headers, type, Join(lines, bodyStart, end), parts);
    }

    private static void ReadParts(
        IReadOnlyList<string> lines, int start, int end, string boundary, string fallback, List<MimeEntity> parts, int depth)
    {
        var delimiter = "--" + boundary;
        var from = -1;
        for (var i = start; i < end; i++)
        {
            if (!lines[i].StartsWith(delimiter, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = lines[i].AsSpan(delimiter.Length).TrimEnd();
            if (rest.Length > 0 && rest is not "--")
            {
                continue;
            }

            if (from >= 0)
            {
                parts.Add(Read(lines, from, i, fallback, depth + 1));
            }

            from = i + 1;
            if (rest is "--")
            {
                return;
            }
        }

        if (from >= 0 && from < end)
        {
            parts.Add(Read(lines, from, end, fallback, depth + 1));
        }
    }

    private static string Join(IReadOnlyList<string> lines, int start, int end)
    {
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            text.Append(lines[i]).Append('\n');
        }

        return text.ToString();
    }

    private static bool Utf8IsValid(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static string Parameter(string header, string name)
    {
        foreach (Match match in ParameterPattern().Matches(header))
        {
            if (match.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return match.Groups["quoted"].Success
                    ? match.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                    : match.Groups["plain"].Value;
            }
        }

        return "";
    }

    [GeneratedRegex("""[;\s](?<name>[A-Za-z0-9*_-]+)\s*=\s*("(?<quoted>(\\.|[^"\\])*)"|(?<plain>[^;\s]+))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterPattern();
}
