using System.Globalization;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Calls the SLA processes of all tenants that should have looked at their ticket by now.</summary>
internal sealed class SlaSweepJob(SchedulingDatabase database, IServiceScopeFactory scopes) : IModuleJob
{
    private const int Limit = 500;

    public string Name => "sla-sweep";

    public string Title => "Calls SLA processes that are behind their ticket";

    public JobTiming Timing => JobTiming.Every(TimeSpan.FromMinutes(1));

    public MisfirePolicy Misfire => MisfirePolicy.Skip;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var called = 0;
        foreach (var tenant in await TenantsAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = tenant;
            called += await scope.ServiceProvider.GetRequiredService<SlaSweep>().SweepAsync(Limit, cancellationToken);
        }

        return called == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{called} processes called");
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
