namespace Workflows.Domain.Shared.Tenancy;

/// <summary>The roles of a user. A higher role includes what a lower one may do, except that portal stands alone.</summary>
public static class Roles
{
    /// <summary>Runs the installation: tenants, users, operations, simulated time.</summary>
    public const string Admin = "admin";

    /// <summary>Changes policies, templates and calendars, and sees the whole team.</summary>
    public const string Manager = "manager";

    /// <summary>Works on tickets and processes.</summary>
    public const string Staff = "staff";

    /// <summary>A customer contact: own tickets, tasks and documents only.</summary>
    public const string Portal = "portal";
}
