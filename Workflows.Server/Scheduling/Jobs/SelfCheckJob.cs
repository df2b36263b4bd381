using System.Globalization;
using Workflows.Engine.Operations;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Raises an incident for each instance that nothing existing can ever wake.</summary>
internal sealed class SelfCheckJob(SelfCheck check) : IModuleJob
{
    public string Name => "self-check";

    public string Title => "Looks for instances that nothing can wake";

    public JobTiming Timing => JobTiming.Every(TimeSpan.FromMinutes(1));

    public MisfirePolicy Misfire => MisfirePolicy.Skip;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var raised = await check.RaiseIncidentsAsync(cancellationToken);
        return raised == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{raised} incidents raised");
    }
}
