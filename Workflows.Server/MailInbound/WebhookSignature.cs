using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Server.MailInbound;

/// <summary>
/// The signature of a webhook call: <c>t=1700000000,v1=hex</c>, where hex is the HMAC-SHA256 of the time, a dot and the body as it was
/// sent. The time keeps an overheard call from being used later.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>Header that carries it.</summary>
    public const string Header = "X-Workflows-Signature";

    /// <summary>Signs a body.</summary>
    public static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Hash(secret, time, body))}";
    }

    /// <summary>Whether the header signs the body, within the tolerance around now.</summary>
    public static bool IsValid(string? header, string secret, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        string? time = null;
        var signatures = new List<string>();
        foreach (var part in (header ?? string.Empty).Split(','))
        {
            var pair = part.Trim().Split('=', 2);
            if (pair is ["t", var given])
            {
                time = given;
            }
            else if (pair is ["v1", var hex])
            {
                signatures.Add(hex);
            }
        }

        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds)
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash(secret, time!, body)));
        return signatures.Exists(hex => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hex), expected));
    }

    private static byte[] Hash(string secret, string time, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(time), (byte)'.', .. body]);
}
