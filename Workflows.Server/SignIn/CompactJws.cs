using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workflows.Server.SignIn;

/// <summary>
/// JSON Web Signatures in compact form with HMAC SHA-256 (RFC 7515, RFC 7518 section 3.2), and no other algorithm: what a
/// token's header asks for is compared, never obeyed.
/// </summary>
internal static class CompactJws
{
    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaximumLength = 8192;

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static string Sign(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> key)
    {
        var input = $"{Header}.{Base64Url.EncodeToString(payload)}";
        return $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The payload when the signature fits one of the keys; else null.</summary>
    public static byte[]? Verify(string token, IReadOnlyList<byte[]> keys)
    {
        if (token.Length > MaximumLength || !Ascii.IsValid(token))
        {
            return null;
        }

        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        if (first <= 0 || last <= first || token.IndexOf('.', first + 1) != last)
        {
            return null;
        }

        if (Decode(token.AsSpan(0, first)) is not { } header || !IsOurs(header))
        {
            return null;
        }

        // Compared as text: the last character of the signature has two bits that decoding ignores.
        var input = Encoding.ASCII.GetBytes(token[..last]);
        var signature = Encoding.ASCII.GetBytes(token[(last + 1)..]);
        var fits = false;
        foreach (var key in keys)
        {
            fits |= CryptographicOperations.FixedTimeEquals(
                Base64Url.EncodeToUtf8(HMACSHA256.HashData(key, input)), signature);
        }

        return fits ? Decode(token.AsSpan(first + 1, last - first - 1)) : null;
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        // Padding and white space are legal for the decoder but not in a compact JWS, and would give one token two spellings.
        if (text.ContainsAny("= \t\r\n"))
        {
            return null;
        }

        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsOurs(byte[] header)
    {
        try
        {
            using var json = JsonDocument.Parse(header);

            // "crit" names extensions that must be understood (RFC 7515 section 4.1.11); we understand none.
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("alg", out var algorithm)
                && algorithm.ValueKind == JsonValueKind.String
                && algorithm.ValueEquals("HS256"u8)
                && !json.RootElement.TryGetProperty("crit", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
