using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// The EF Core view of the domain tables. Created by the unit of work only, so that every query runs in a transaction whose
/// tenant is set. Modules add their tables through <see cref="IModelConfiguration"/> and use <c>Set&lt;T&gt;()</c>.
/// </summary>
public sealed class DomainDbContext(DbContextOptions<DomainDbContext> options, CallContext call) : DbContext(options)
{
    private static readonly MethodInfo FilterMethod =
        typeof(DomainDbContext).GetMethod(nameof(FilterByTenant), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The tenant whose rows this context sees.</summary>
    public Guid TenantId => call.TenantId;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (var type in typeof(DomainDbContext).Assembly.GetTypes()
            .Where(static t => typeof(IModelConfiguration).IsAssignableFrom(t) && !t.IsInterface)
            .OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            ((IModelConfiguration)Activator.CreateInstance(type)!).Configure(modelBuilder);
        }

        MappingConventions.Apply(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes()
            .Where(static e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && e.BaseType is null).ToList())
        {
            FilterMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        }
    }

    // The filter must name a member of the context instance: EF then sends it as a parameter of every query.
    private void FilterByTenant<T>(ModelBuilder modelBuilder)
        where T : class, ITenantOwned => modelBuilder.Entity<T>().HasQueryFilter(row => row.TenantId == TenantId);
}
