namespace Workflows.Server.SignIn;

/// <summary>A user as sign-in needs them.</summary>
internal sealed record PersonRow(
    Guid TenantId,
    string TenantKey,
    Guid UserId,
    string Login,
    string Name,
    string Role,
    bool Active,
    int TokenVersion,
    bool MustChangePassword,
    string? PasswordHash,
    DateTimeOffset? LockedUntil)
{
    public SignedInUser ToUser(Guid? apiKeyId = null) =>
        new(TenantId, TenantKey, UserId, Login, Name, Role, apiKeyId, MustChangePassword);
}
