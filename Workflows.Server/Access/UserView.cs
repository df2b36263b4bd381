using Workflows.Server.SignIn;

namespace Workflows.Server.Access;

/// <summary>The signed-in user as <c>/api/auth</c> shows it.</summary>
internal sealed record UserView(
    Guid Id, string Login, string Name, string Role, Guid TenantId, string Tenant, bool MustChangePassword)
{
    public static UserView Of(SignedInUser user) => new(
        user.UserId, user.Login, user.Name, user.Role, user.TenantId, user.TenantKey, user.MustChangePassword);
}
