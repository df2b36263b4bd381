using System.Text;

namespace Workflows.Testing.Smtp;

/// <summary>One mail the sink took.</summary>
public sealed record SinkMessage
{
    /// <summary>Return path, empty for the null sender.</summary>
    public required string Sender { get; init; }

    /// <summary>Parameters of MAIL, such as "SIZE=1200".</summary>
    public required IReadOnlyList<string> SenderParameters { get; init; }

    /// <summary>Accepted recipients.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Parameters of each accepted RCPT, in the same order.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> RecipientParameters { get; init; }

    /// <summary>The message as received, dot-stuffing removed; empty when the sink does not keep contents.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Number of bytes, kept or not.</summary>
    public required int Size { get; init; }

    /// <summary>Number of the connection, from 1.</summary>
    public required int Connection { get; init; }

    /// <summary>Whether it came inside TLS.</summary>
    public required bool Secure { get; init; }

    /// <summary>Login name; null without authentication.</summary>
    public required string? User { get; init; }

    /// <summary>Whether it came by BDAT.</summary>
    public required bool Chunked { get; init; }

    /// <summary>The message as text, one character per byte.</summary>
    public string Raw => Encoding.Latin1.GetString(Content.Span);

    /// <summary>First value of a header, unfolded but not decoded; null when absent.</summary>
    public string? Header(string name)
    {
        var head = Raw.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", "\t", StringComparison.Ordinal);
        return head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }
}
