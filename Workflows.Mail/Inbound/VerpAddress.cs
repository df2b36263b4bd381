using System.Security.Cryptography;
using System.Text;
using Workflows.Mail.Mime;

namespace Workflows.Mail.Inbound;

/// <summary>
/// Return paths that tell which mail bounced: bounces+token-signature@domain. The signature keeps strangers from reporting
/// bounces for tokens they guess. Everything is lower case, because some systems lose the case of local parts.
/// </summary>
public sealed class VerpAddress
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int SignatureLength = 10;
    private readonly string _local;
    private readonly string _domain;
    private readonly byte[] _secret;

    /// <summary>Prepares the scheme.</summary>
    /// <param name="mailbox">The address that receives bounces, such as "bounces@mail.example.com"; it must accept "+" extensions.</param>
    /// <param name="secret">At least 16 bytes, the same in all processes.</param>
    /// <exception cref="ArgumentException">The address is malformed or the secret too short.</exception>
    public VerpAddress(string mailbox, ReadOnlySpan<byte> secret)
    {
        var address = MailAddressSyntax.Normalize(mailbox).ToLowerInvariant();
        var at = address.LastIndexOf('@');
        _local = address[..at];
        _domain = address[(at + 1)..];
        if (secret.Length < 16)
        {
            throw new ArgumentException("The secret must have at least 16 bytes.", nameof(secret));
        }

        _secret = secret.ToArray();
    }

    /// <summary>The return path for a token.</summary>
    /// <param name="token">Lower case letters, digits and hyphens, such as a Guid; the local part must stay within 64 characters.</param>
    /// <exception cref="ArgumentException">Another character, or too long.</exception>
    public string Encode(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        if (!IsToken(token) || _local.Length + token.Length + SignatureLength + 2 > 64)
        {
            throw new ArgumentException(
                "A token has lower case letters, digits and hyphens, and fits a local part of 64 characters.", nameof(token));
        }

        return $"{_local}+{token}-{Sign(token)}@{_domain}";
    }

    /// <summary>Finds the token in an address a bounce was sent to.</summary>
    /// <returns>Whether the address is of this scheme and its signature right.</returns>
    public bool TryDecode(string address, out string token)
    {
        token = "";
        var lower = address?.ToLowerInvariant() ?? "";
        var tail = "@" + _domain;
        if (!lower.StartsWith(_local + "+", StringComparison.Ordinal) || !lower.EndsWith(tail, StringComparison.Ordinal))
        {
            return false;
        }

        var inner = lower[(_local.Length + 1)..^tail.Length];
        var hyphen = inner.LastIndexOf('-');
        if (hyphen <= 0 || !IsToken(inner[..hyphen])
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(inner[(hyphen + 1)..]), Encoding.ASCII.GetBytes(Sign(inner[..hyphen]))))
        {
            return false;
        }

        token = inner[..hyphen];
        return true;
    }

    /// <summary>Finds the token in the addresses of a report.</summary>
    public bool TryDecode(InboundReport report, out string token)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var address in report.SentTo)
        {
            if (TryDecode(address, out token))
            {
                return true;
            }
        }

        token = "";
        return false;
    }

    private static bool IsToken(string token) => token.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private string Sign(string token)
    {
        var hash = HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(token));
        return string.Create(SignatureLength, hash, static (text, bytes) =>
        {
            // 50 bits: far beyond guessing through a mailbox, short enough for the local part.
            var bits = BitConverter.ToUInt64(bytes);
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[(int)(bits & 31)];
                bits >>= 5;
            }
        });
    }
}
