using System.Globalization;
using Workflows.Domain.Support.Sla;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Mails each manager the list of late tickets when their working day begins; asked often, because days begin at many times.</summary>
internal sealed class BreachDigestJob(TenantScopes tenants) : IModuleJob
{
    public string Name => "breach-digest";

    public string Title => "Mails managers the daily list of late tickets";

    public JobTiming Timing => JobTiming.Every(TimeSpan.FromMinutes(5));

    public MisfirePolicy Misfire => MisfirePolicy.FireOnceNow;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var queued = await tenants.SumAsync(
            services => services.GetRequiredService<BreachDigest>().SendAsync(cancellationToken), cancellationToken);
        return queued == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{queued} mails queued");
    }
}
