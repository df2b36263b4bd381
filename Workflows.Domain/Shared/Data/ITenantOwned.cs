namespace Workflows.Domain.Shared.Data;

/// <summary>A row that belongs to a tenant. The context adds the query filter and fills the column on insert.</summary>
public interface ITenantOwned
{
    /// <summary>The owning tenant.</summary>
    Guid TenantId { get; set; }
}
