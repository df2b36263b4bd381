using System.Globalization;
using Workflows.Domain.Support.Sla;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Calls the SLA processes of all tenants that should have looked at their ticket by now.</summary>
internal sealed class SlaSweepJob(TenantScopes tenants) : IModuleJob
{
    private const int Limit = 500;

    public string Name => "sla-sweep";

    public string Title => "Calls SLA processes that are behind their ticket";

    public JobTiming Timing => JobTiming.Every(TimeSpan.FromMinutes(1));

    public MisfirePolicy Misfire => MisfirePolicy.Skip;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var called = await tenants.SumAsync(
            services => services.GetRequiredService<SlaSweep>().SweepAsync(Limit, cancellationToken), cancellationToken);
        return called == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{called} processes called");
    }
}
