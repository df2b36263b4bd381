using Microsoft.AspNetCore.Authorization;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.Access;

/// <summary>
/// The access rules of endpoints. All but <see cref="AnyPassword"/> also demand that a one-time password has been replaced.
/// </summary>
internal static class Policies
{
    /// <summary>Everybody who is signed in, even with a one-time password: to look at oneself and to change the password.</summary>
    public const string AnyPassword = "any-password";

    /// <summary>Everybody who is signed in, portal contacts included; the service shows them their own rows only.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Staff, managers and administrators.</summary>
    public const string Staff = "staff";

    /// <summary>Managers and administrators.</summary>
    public const string Manager = "manager";

    /// <summary>Administrators, in their own tenant.</summary>
    public const string Admin = "admin";

    /// <summary>Administrators of the installation: those of the tenant <c>default</c>.</summary>
    public const string Installation = "installation";

    /// <summary>The tenant whose administrators run the installation.</summary>
    public const string HomeTenant = "default";

    private static readonly string[] Everybody = [Roles.Portal, Roles.Staff, Roles.Manager, Roles.Admin];

    /// <summary>Adds the rules.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(AnyPassword, static policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(SignedIn, static policy => Own(policy, Everybody));
        options.AddPolicy(Staff, static policy => Own(policy, Roles.Staff, Roles.Manager, Roles.Admin));
        options.AddPolicy(Manager, static policy => Own(policy, Roles.Manager, Roles.Admin));
        options.AddPolicy(Admin, static policy => Own(policy, Roles.Admin));
        options.AddPolicy(Installation, static policy =>
        {
            Own(policy, Roles.Admin);
            policy.RequireAssertion(static context => context.User.SignedIn()?.TenantKey == HomeTenant);
        });
    }

    private static void Own(AuthorizationPolicyBuilder policy, params string[] roles)
    {
        policy.RequireAuthenticatedUser();
        policy.RequireRole(roles);
        policy.RequireAssertion(static context => context.User.SignedIn() is { MustChangePassword: false });
    }
}
