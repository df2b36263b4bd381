using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Runs a job's work once for each active tenant, in a scope of that tenant.</summary>
internal sealed class TenantScopes(SchedulingDatabase database, IServiceScopeFactory scopes)
{
    /// <summary>Gives the sum of what the work counts.</summary>
    public async Task<int> SumAsync(Func<IServiceProvider, ValueTask<int>> work, CancellationToken cancellationToken)
    {
        var sum = 0;
        foreach (var tenant in await TenantsAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = tenant;
            sum += await work(scope.ServiceProvider);
        }

        return sum;
    }

    private async Task<IReadOnlyList<Guid>> TenantsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command("select id from tenants where active order by id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tenants = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tenants.Add(reader.GetGuid(0));
        }

        return tenants;
    }
}
