using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflows.Mail.Mime;

namespace Workflows.Mail.Dkim;

/// <summary>Adds DKIM signatures (RFC 6376), relaxed for header and body. Safe to use from many threads.</summary>
public sealed class DkimSigner
{
    /// <summary>
    /// Signed when present, each occurrence. Those a recipient reads or acts on; the unsubscribe fields because one-click
    /// requires it (RFC 8058 section 4). Fields that relays rewrite are left out.
    /// </summary>
    private static readonly HashSet<string> Signed = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id",
        "Feedback-ID",
    };

    /// <summary>Signed once more than they occur, so that nobody can add another (RFC 6376 section 8.15).</summary>
    private static readonly string[] Sealed = ["from", "to", "subject", "date", "content-type"];

    private readonly DkimOptions[] _options;
    private readonly TimeProvider _time;

    /// <summary>Prepares a signer.</summary>
    /// <param name="time">Clock for the signature's time.</param>
    /// <param name="options">One entry for each signature, usually RSA and Ed25519.</param>
    /// <exception cref="ArgumentException">A domain or selector is malformed, or a lifetime is not positive.</exception>
    public DkimSigner(TimeProvider time, params IEnumerable<DkimOptions> options)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _options = [.. options];
        foreach (var option in _options)
        {
            if (MailAddressSyntax.ToAscii(option.Domain) is null || MailAddressSyntax.ToAscii(option.Selector) is null
                || option.Lifetime <= TimeSpan.Zero)
            {
                throw new ArgumentException("Domain and selector must be domain names, the lifetime above 0.", nameof(options));
            }
        }
    }

    /// <summary>The mail with its signatures in front.</summary>
    public ComposedMail Sign(ComposedMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (_options.Length == 0)
        {
            return mail;
        }

        var content = mail.Content.Span;
        var split = content.IndexOf("\r\n\r\n"u8);
        var header = split < 0 ? content : content[..(split + 2)];
        var body = split < 0 ? default : content[(split + 4)..];
        Span<byte> bodyHash = stackalloc byte[32];
        SHA256.HashData(DkimCanonical.Body(body), bodyHash);
        var (names, fields) = SignedFields(header);
        var output = new ArrayBufferWriter<byte>(content.Length + (600 * _options.Length));
        foreach (var option in _options)
        {
            WriteSignature(output, option, names, fields, bodyHash);
        }

        output.Write(content);
        return new ComposedMail(output.WrittenMemory, mail.MessageId);
    }

    private void WriteSignature(
        ArrayBufferWriter<byte> output, DkimOptions option, string names, byte[] fields, ReadOnlySpan<byte> bodyHash)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var end = option.Lifetime is { } lifetime
            ? string.Create(CultureInfo.InvariantCulture, $" x={now + (long)lifetime.TotalSeconds};")
            : "";
        var signature = new StringBuilder(800);
        signature.Append(
            CultureInfo.InvariantCulture,
            $"DKIM-Signature: v=1; a={option.Key.Algorithm}; c=relaxed/relaxed;\r\n d={option.Domain};\r\n s={option.Selector};\r\n t={now};{end}\r\n");
        signature.Append(" h=");
        var column = 3;
        foreach (var name in names.Split(':'))
        {
            if (column + name.Length + 1 > 76)
            {
                signature.Append("\r\n ");
                column = 1;
            }

            signature.Append(name).Append(':');
            column += name.Length + 1;
        }

        signature.Length--;
        signature.Append(";\r\n bh=").Append(Convert.ToBase64String(bodyHash)).Append(";\r\n b=");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(fields);
        var own = new ArrayBufferWriter<byte>(800);
        DkimCanonical.Field(Encoding.ASCII.GetBytes(signature.ToString()), own);
        hash.AppendData(own.WrittenSpan);
        var value = Convert.ToBase64String(option.Key.SignHash(hash.GetHashAndReset()));
        for (var i = 0; i < value.Length; i += 72)
        {
            _ = i == 0 ? signature : signature.Append("\r\n ");
            signature.Append(value, i, Math.Min(72, value.Length - i));
        }

        signature.Append("\r\n");
        Encoding.ASCII.GetBytes(signature.ToString(), output);
    }

    /// <summary>The names for h= and the canonical fields, in the same order, each with its CRLF.</summary>
    private static (string Names, byte[] Fields) SignedFields(ReadOnlySpan<byte> header)
    {
        var found = new List<(string Name, byte[] Field)>();
        while (header.Length > 0)
        {
            var end = 0;
            do
            {
                end += header[end..].IndexOf("\r\n"u8) + 2;
            }
            while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
            var field = header[..end];
            header = header[end..];
            var name = Encoding.ASCII.GetString(field[..Math.Max(field.IndexOf((byte)':'), 0)]).Trim();
            if (Signed.Contains(name))
            {
                found.Add((name.ToLowerInvariant(), field[..^2].ToArray()));
            }
        }

        // Verifiers take equal names from the bottom up (RFC 6376 section 5.4.2).
        found.Reverse();
        var fields = new ArrayBufferWriter<byte>(2048);
        foreach (var (_, field) in found)
        {
            DkimCanonical.Field(field, fields);
            fields.Write("\r\n"u8);
        }

        return (string.Join(':', found.Select(f => f.Name).Concat(Sealed)), fields.WrittenSpan.ToArray());
    }
}
