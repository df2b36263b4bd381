using Quartz;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling.Cluster;

/// <summary>What Quartz runs: it settles the schedule that the job is named after. Running twice does nothing twice.</summary>
[DisallowConcurrentExecution]
public sealed class FiringJob(ScheduleSettler settler) : IJob
{
    /// <summary>Group of all jobs and triggers of schedules.</summary>
    public const string Group = "schedules";

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await settler.SettleAsync(
            context.JobDetail.Key.Name, atLeast: context.ScheduledFireTimeUtc, cancellationToken: cancellationToken);
    }
}
