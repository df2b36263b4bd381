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

    /// <summary>Looking at workflow definitions and instances: staff.</summary>
    public const string WorkflowsRead = "workflows.read";

    /// <summary>Changing and deleting workflow definitions: managers.</summary>
    public const string WorkflowsEdit = "workflows.edit";

    /// <summary>Publishing and retracting workflow definitions: managers.</summary>
    public const string WorkflowsPublish = "workflows.publish";

    /// <summary>Running definitions in any version, and acting on instances: managers.</summary>
    public const string WorkflowsRun = "workflows.run";

    /// <summary>Writing C# into definitions, which runs with the rights of the server: administrators of the installation.</summary>
    public const string WorkflowsCode = "workflows.code";

    /// <summary>Administrators, in their own tenant.</summary>
    public const string Admin = "admin";

    /// <summary>Administrators of the installation: those of the tenant <c>default</c>.</summary>
    public const string Installation = "installation";

    /// <summary>The tenant whose administrators run the installation.</summary>
    public const string HomeTenant = "default";

    private static readonly string[] Everybody = [Roles.Portal, Roles.Staff, Roles.Manager, Roles.Admin];

    private static readonly string[] All =
        [AnyPassword, SignedIn, Staff, Manager, Admin, Installation, WorkflowsRead, WorkflowsEdit, WorkflowsPublish, WorkflowsRun, WorkflowsCode];

    /// <summary>Whether a rule of that name exists, for names that come from outside.</summary>
    public static bool Exists(string policy) => All.Contains(policy, StringComparer.Ordinal);

    /// <summary>Adds the rules.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(AnyPassword, static policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(SignedIn, static policy => Own(policy, Everybody));
        options.AddPolicy(Staff, static policy => Own(policy, Roles.Staff, Roles.Manager, Roles.Admin));
        options.AddPolicy(Manager, static policy => Own(policy, Roles.Manager, Roles.Admin));
        options.AddPolicy(Admin, static policy => Own(policy, Roles.Admin));
        options.AddPolicy(WorkflowsRead, static policy => Own(policy, Roles.Staff, Roles.Manager, Roles.Admin));
        foreach (var rule in new[] { WorkflowsEdit, WorkflowsPublish, WorkflowsRun })
        {
            options.AddPolicy(rule, static policy => Own(policy, Roles.Manager, Roles.Admin));
        }

        foreach (var rule in new[] { Installation, WorkflowsCode })
        {
            options.AddPolicy(rule, static policy =>
            {
                Own(policy, Roles.Admin);
                policy.RequireAssertion(static context => context.User.SignedIn()?.TenantKey == HomeTenant);
            });
        }
    }

    private static void Own(AuthorizationPolicyBuilder policy, params string[] roles)
    {
        policy.RequireAuthenticatedUser();
        policy.RequireRole(roles);
        policy.RequireAssertion(static context => context.User.SignedIn() is { MustChangePassword: false });
    }
}
