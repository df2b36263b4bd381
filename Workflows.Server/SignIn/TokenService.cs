using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Workflows.Server.SignIn;

/// <summary>Issues and reads the JWTs (RFC 7519) of password sign-ins. Whether a user still exists is the caller's question.</summary>
internal sealed class TokenService(SigningKeys keys, IOptions<SignInOptions> options, TimeProvider time)
{
    private readonly SignInOptions _options = options.Value;

    public IssuedTokens Issue(SignedInUser user, int tokenVersion)
    {
        var now = time.GetUtcNow();
        var accessEnds = now.AddHours(_options.JwtExpirationHours);
        var refreshEnds = now.AddHours(_options.RefreshExpirationHours);
        return new IssuedTokens(
            Issue(user, tokenVersion, TokenUse.Access, now, accessEnds), accessEnds,
            Issue(user, tokenVersion, TokenUse.Refresh, now, refreshEnds), refreshEnds);
    }

    /// <summary>The claims, or the code that says what is wrong.</summary>
    public (TokenClaims? Claims, string? Code) Read(string token, TokenUse use)
    {
        if (CompactJws.Verify(token, keys.Accepted) is not { } payload)
        {
            return (null, CredentialCodes.TokenInvalid);
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(payload);
        }
        catch (JsonException)
        {
            return (null, CredentialCodes.TokenInvalid);
        }

        using (json)
        {
            return Read(json.RootElement, use);
        }
    }

    private (TokenClaims? Claims, string? Code) Read(JsonElement claims, TokenUse use)
    {
        if (claims.ValueKind != JsonValueKind.Object
            || Text(claims, "iss") != _options.Issuer
            || Text(claims, "aud") != Audience(use)
            || Number(claims, "exp") is not { } expires
            || Number(claims, "nbf") is not { } notBefore
            || Number(claims, "ver") is not { } version
            || version is < 0 or > int.MaxValue
            || !Guid.TryParse(Text(claims, "sub"), out var user)
            || !Guid.TryParse(Text(claims, "tid"), out var tenant))
        {
            return (null, CredentialCodes.TokenInvalid);
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var skew = (long)_options.ClockSkew.TotalSeconds;
        if (now >= expires + skew)
        {
            return (null, CredentialCodes.TokenExpired);
        }

        return now < notBefore - skew
            ? (null, CredentialCodes.TokenInvalid)
            : (new TokenClaims(tenant, user, (int)version), null);
    }

    private string Issue(SignedInUser user, int tokenVersion, TokenUse use, DateTimeOffset now, DateTimeOffset ends)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", _options.Issuer);
            json.WriteString("aud", Audience(use));
            json.WriteString("sub", user.UserId);
            json.WriteString("tid", user.TenantId);
            json.WriteString("tenant", user.TenantKey);
            json.WriteString("name", user.Name);
            json.WriteString("role", user.Role);
            json.WriteNumber("ver", tokenVersion);
            json.WriteString("jti", Guid.CreateVersion7(now));
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("nbf", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", ends.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return CompactJws.Sign(buffer.WrittenSpan, keys.Signing);
    }

    private string Audience(TokenUse use) => use == TokenUse.Access ? _options.Audience : _options.Audience + "/refresh";

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number is >= 0 and < int.MaxValue * 1000L
            ? number
            : null;
}
