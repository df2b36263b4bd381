using System.Globalization;

namespace Workflows.Mail.Smtp;

/// <summary>What a server announced in its answer to EHLO.</summary>
internal sealed class SmtpCapabilities
{
    public static readonly SmtpCapabilities None = new();

    public bool Pipelining { get; private init; }

    public bool EightBitMime { get; private init; }

    public bool SmtpUtf8 { get; private init; }

    public bool Chunking { get; private init; }

    public bool Dsn { get; private init; }

    public bool StartTls { get; private init; }

    public bool Size { get; private init; }

    /// <summary>Octets; 0 when the server announced no fixed maximum.</summary>
    public long MaxSize { get; private init; }

    public IReadOnlySet<string> Mechanisms { get; private init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    public static SmtpCapabilities Read(SmtpReply reply)
    {
        var words = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        var mechanisms = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in reply.Lines.Skip(1))
        {
            // Old servers write "AUTH=PLAIN LOGIN" beside or instead of "AUTH PLAIN LOGIN".
            var parts = line.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            words[parts[0]] = parts[1..];
            if (parts[0].Equals("AUTH", StringComparison.OrdinalIgnoreCase))
            {
                mechanisms.UnionWith(parts[1..]);
            }
        }

        long size = 0;
        if (words.TryGetValue("SIZE", out var sizes) && sizes.Length > 0)
        {
            _ = long.TryParse(sizes[0], NumberStyles.None, CultureInfo.InvariantCulture, out size);
        }

        return new SmtpCapabilities
        {
            Pipelining = words.ContainsKey("PIPELINING"),
            EightBitMime = words.ContainsKey("8BITMIME"),
            SmtpUtf8 = words.ContainsKey("SMTPUTF8"),
            Chunking = words.ContainsKey("CHUNKING"),
            Dsn = words.ContainsKey("DSN"),
            StartTls = words.ContainsKey("STARTTLS"),
            Size = sizes is not null,
            MaxSize = size,
            Mechanisms = mechanisms,
        };
    }
}
