namespace Workflows.Server.SignIn;

/// <summary>What a token that is signed, in time and meant for us says.</summary>
/// <param name="TenantId">Tenant of the user.</param>
/// <param name="UserId">The user.</param>
/// <param name="TokenVersion">The user's token version when it was issued.</param>
internal sealed record TokenClaims(Guid TenantId, Guid UserId, int TokenVersion);
