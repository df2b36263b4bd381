using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// The EF Core view of the domain tables. Created by the unit of work only, so that every query runs in a transaction whose
/// tenant is set. Modules add their tables through <see cref="IModelConfiguration"/> and use <c>Set&lt;T&gt;()</c>.
/// </summary>
public sealed class DomainDbContext(DbContextOptions<DomainDbContext> options, CallContext call) : DbContext(options)
{
    /// <summary>The tenant whose rows this context sees.</summary>
    public Guid TenantId => call.TenantId;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var type in typeof(DomainDbContext).Assembly.GetTypes()
            .Where(static t => typeof(IModelConfiguration).IsAssignableFrom(t) && !t.IsInterface)
            .OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            ((IModelConfiguration)Activator.CreateInstance(type)!).Configure(modelBuilder);
        }
    }
}
