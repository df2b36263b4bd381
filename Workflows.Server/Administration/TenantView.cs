using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.Administration;

/// <summary>A tenant as the API shows it.</summary>
internal sealed record TenantView(
    Guid Id, string Key, string Name, string Zone, bool Active, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static TenantView Of(Tenant row) => new(row.Id, row.Key, row.Name, row.Zone, row.Active, row.CreatedAt, row.UpdatedAt);
}
