namespace Workflows.Server.SignIn;

internal sealed class CredentialReader(PeopleReader people, TokenService tokens, TimeProvider time) : ICredentialReader
{
    // Exact enough for "is this key still in use?", and a busy script does not write a row per call.
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    public async ValueTask<CredentialResult?> ReadAsync(string? authorization, string? apiKey, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(authorization))
        {
            var header = authorization.Trim();
            var blank = header.IndexOf(' ', StringComparison.Ordinal);
            var scheme = blank < 0 ? header : header[..blank];
            var value = blank < 0 ? string.Empty : header[(blank + 1)..].Trim();
            if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                return await ReadBearerAsync(value, cancellationToken);
            }

            if (scheme.Equals("Token", StringComparison.OrdinalIgnoreCase) || scheme.Equals("ApiKey", StringComparison.OrdinalIgnoreCase))
            {
                return await ReadApiKeyAsync(value, cancellationToken);
            }
        }

        return string.IsNullOrWhiteSpace(apiKey) ? null : await ReadApiKeyAsync(apiKey.Trim(), cancellationToken);
    }

    public async ValueTask<CredentialResult> ReadBearerAsync(string token, CancellationToken cancellationToken)
    {
        var (claims, code) = tokens.Read(token, TokenUse.Access);
        if (claims is null)
        {
            return CredentialResult.Refused(code!);
        }

        var person = await people.FindAsync(claims.TenantId, claims.UserId, cancellationToken);
        return person is null || person.TokenVersion != claims.TokenVersion
            ? CredentialResult.Refused(CredentialCodes.TokenRevoked)
            : Accept(person, null);
    }

    public async ValueTask<CredentialResult> ReadApiKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(key))
        {
            return CredentialResult.Refused(CredentialCodes.TokenInvalid);
        }

        var row = await people.FindByKeyAsync(ApiKeyText.Hash(key), cancellationToken);
        if (row is null)
        {
            return CredentialResult.Refused(CredentialCodes.TokenInvalid);
        }

        var now = time.GetUtcNow();
        if (row.RevokedAt is not null)
        {
            return CredentialResult.Refused(CredentialCodes.TokenRevoked);
        }

        if (row.ExpiresAt <= now)
        {
            return CredentialResult.Refused(CredentialCodes.TokenExpired);
        }

        var result = Accept(row.Owner, row.KeyId);
        if (result.User is not null && (row.LastUsedAt is not { } last || now - last >= LastUsedPrecision))
        {
            await people.TouchKeyAsync(row.KeyId, now, cancellationToken);
        }

        return result;
    }

    private static CredentialResult Accept(PersonRow person, Guid? keyId) => person.Active
        ? CredentialResult.Accepted(person.ToUser(keyId))
        : CredentialResult.Refused(CredentialCodes.UserDisabled);
}
