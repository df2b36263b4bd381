using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Workflows.Domain.Shared.Data;

/// <summary>Fills tenant and instants on save, so that no module can forget them.</summary>
internal sealed class StampingInterceptor(TimeProvider time) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Stamp(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Stamp(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private void Stamp(DbContext? context)
    {
        if (context is not DomainDbContext domain)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var entry in domain.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
            {
                continue;
            }

            if (entry.State == EntityState.Added && entry.Entity is ITenantOwned owned && owned.TenantId == Guid.Empty)
            {
                owned.TenantId = domain.TenantId;
            }

            if (entry.Entity is ITimestamped stamped)
            {
                stamped.UpdatedAt = now;
                if (entry.State == EntityState.Added && stamped.CreatedAt == default)
                {
                    stamped.CreatedAt = now;
                }
            }
        }
    }
}
