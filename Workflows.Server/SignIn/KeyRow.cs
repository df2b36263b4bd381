namespace Workflows.Server.SignIn;

/// <summary>An API key with its owner.</summary>
internal sealed record KeyRow(
    PersonRow Owner, Guid KeyId, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);
