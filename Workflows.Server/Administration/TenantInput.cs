using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Administration;

/// <summary>The writable members of a tenant.</summary>
/// <param name="Key">Short name: lower-case letters, digits, hyphens; cannot be changed later.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="Active">False: nobody of the tenant can sign in.</param>
internal sealed record TenantInput(string Key, string Name, string Zone = "UTC", bool Active = true)
{
    public static TenantInput Of(Tenant row) => new(row.Key, row.Name, row.Zone, row.Active);

    public void Check(FieldErrors errors)
    {
        if (Key.Length is 0 or > 63 || Key[0] == '-' || !Key.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
        {
            errors.Add("key", "Must be 1 to 63 lower-case letters, digits or hyphens, not beginning with a hyphen.");
        }

        errors.Text("name", Name, 200);
        errors.Zone("zone", Zone);
    }
}
