namespace Workflows.Server.SignIn;

/// <summary>An API key as lists show it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">First characters of the key, to recognise it by.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">Last use, exact to a minute; null for never.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while good.</param>
public sealed record ApiKeyView(
    Guid Id,
    string Name,
    string Prefix,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);
