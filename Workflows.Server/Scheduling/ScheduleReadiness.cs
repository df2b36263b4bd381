using Quartz;
using Workflows.Server.Hosting;

namespace Workflows.Server.Scheduling;

/// <summary>Whether this process's Quartz scheduler runs.</summary>
internal sealed class ScheduleReadiness(ISchedulerFactory factory) : IReadiness
{
    public async ValueTask<ReadinessCheck> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = (await factory.GetScheduler(cancellationToken))?.Status;
            return status switch
            {
                SchedulerStatus.Running => new ReadinessCheck("schedules", true, "the scheduler runs"),
                SchedulerStatus.Created or SchedulerStatus.Standby => new ReadinessCheck("schedules", true, "the scheduler is starting"),
                _ => new ReadinessCheck("schedules", false, $"the scheduler is {status?.ToString() ?? "missing"}"),
            };
        }
        catch (SchedulerException error)
        {
            return new ReadinessCheck("schedules", false, error.Message);
        }
    }
}
