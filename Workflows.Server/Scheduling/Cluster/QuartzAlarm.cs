using System.Globalization;
using Quartz;
using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling.Cluster;

/// <summary>One durable Quartz job with one trigger a schedule, in the store that all servers share.</summary>
internal sealed class QuartzAlarm(ISchedulerFactory factory) : IFiringAlarm
{
    public async Task ApplyAsync(IReadOnlyList<StoredSchedule> schedules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken)
            ?? throw new InvalidOperationException("Quartz gave no scheduler.");
        var keys = schedules.Select(static s => new TriggerKey(s.Spec.Id, FiringJob.Group)).ToList();
        var present = (await scheduler.GetTriggers(keys, cancellationToken))
            .ToDictionary(static t => t.Key.Name, static t => t.Description, StringComparer.Ordinal);
        foreach (var schedule in schedules)
        {
            var id = schedule.Spec.Id;
            if (!schedule.Active)
            {
                if (present.ContainsKey(id))
                {
                    await scheduler.DeleteJob(new JobKey(id, FiringJob.Group), cancellationToken);
                }

                continue;
            }

            var fingerprint = Fingerprint(schedule);
            var calculator = ScheduleCalculator.Create(schedule.Spec, schedule.Anchor);
            if (calculator.Next(now) is { } next && present.GetValueOrDefault(id) != fingerprint)
            {
                await scheduler.ScheduleJob(
                    Job(schedule), Trigger(schedule, calculator, next, fingerprint), ScheduleJobOptions.Replacing, cancellationToken);
            }
        }

        // A trigger that Quartz has given up on (its job could not be made) is tried again at the next check.
        await scheduler.ResetTriggersFromErrorState(keys, cancellationToken);
    }

    private static IJobDetail Job(StoredSchedule schedule) => JobBuilder.Create<FiringJob>()
        .WithIdentity(schedule.Spec.Id, FiringJob.Group)
        .WithDescription(schedule.Spec.Title)
        .StoreDurably()
        .RequestRecovery()
        .Build();

    private static ITrigger Trigger(StoredSchedule schedule, ScheduleCalculator calculator, DateTimeOffset next, string fingerprint) =>
        TriggerBuilder.Create()
            .WithIdentity(schedule.Spec.Id, FiringJob.Group)
            .ForJob(schedule.Spec.Id, FiringJob.Group)
            .WithDescription(fingerprint)
            .StartAt(next)
            .WithSchedule(calculator.ToQuartz(schedule.Spec.Misfire))
            .Build();

    private static string Fingerprint(StoredSchedule schedule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{schedule.Spec.Kind} {schedule.Spec.Expression} in {schedule.Spec.Zone}, {schedule.Spec.Misfire}, from {schedule.Anchor:O}");
}
