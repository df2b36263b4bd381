using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.SignIn;

/// <summary>The person (or the person's script) behind a request, as read from a token or an API key.</summary>
/// <param name="TenantId">Tenant the user belongs to.</param>
/// <param name="TenantKey">The tenant's short name, e.g. <c>default</c>.</param>
/// <param name="UserId">The user.</param>
/// <param name="Login">What the user signs in with.</param>
/// <param name="Name">Display name.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="ApiKeyId">The API key that was used; null for a bearer token.</param>
/// <param name="MustChangePassword">Whether the password is a one-time password that has not been replaced yet.</param>
public sealed record SignedInUser(
    Guid TenantId,
    string TenantKey,
    Guid UserId,
    string Login,
    string Name,
    string Role,
    Guid? ApiKeyId = null,
    bool MustChangePassword = false)
{
    /// <summary>The actor that audit rows name.</summary>
    public Actor ToActor() => new("user", UserId, Role, Name);

    /// <summary>Fills the scope's call context.</summary>
    public void ApplyTo(CallContext call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.TenantId = TenantId;
        call.Actor = ToActor();
    }
}
