using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Looks over all schedules: what is due, and when the next is.</summary>
public sealed class DueSchedules(SchedulingDatabase database, ScheduleSettler settler, TimeProvider time)
{
    private const string PendingIds = "select distinct schedule_id from quartz.schedule_ledger where status = 'pending'";

    /// <summary>Settles every schedule with a slot that is due (for longer than a span) or left unfinished by a process that died.</summary>
    /// <param name="overdueBy">How long a slot must be due; zero for all.</param>
    /// <param name="jobs">How slots of jobs are accounted for; null leaves jobs for later.</param>
    /// <param name="cancellationToken">Stops between two schedules.</param>
    /// <returns>What was done, by schedule.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FiringOutcome>>> SettleAsync(
        TimeSpan overdueBy, SettleMode? jobs, CancellationToken cancellationToken)
    {
        var (schedules, unfinished) = await ReadAsync(cancellationToken);
        var until = time.GetUtcNow() - overdueBy;
        var done = new Dictionary<string, IReadOnlyList<FiringOutcome>>(StringComparer.Ordinal);
        foreach (var schedule in schedules)
        {
            var mode = schedule.Spec.Target == ScheduleTarget.Job ? jobs : SettleMode.Each;
            if (mode is { } how && (unfinished.Contains(schedule.Spec.Id) || (schedule.Active && Next(schedule) <= until)))
            {
                var outcomes = await settler.SettleAsync(schedule.Spec.Id, how, wait: false, cancellationToken: cancellationToken);
                if (outcomes.Count > 0)
                {
                    done[schedule.Spec.Id] = outcomes;
                }
            }
        }

        return done;
    }

    /// <summary>When the next workflow schedule is due; null for never. Jobs keep house and need no step of their own.</summary>
    public async Task<DateTimeOffset?> NextWorkflowAsync(CancellationToken cancellationToken)
    {
        var (schedules, _) = await ReadAsync(cancellationToken);
        return schedules.Where(static s => s.Active && s.Spec.Target == ScheduleTarget.Workflow).Min(Next);
    }

    private static DateTimeOffset? Next(StoredSchedule schedule) =>
        ScheduleCalculator.Create(schedule.Spec, schedule.Anchor).Next(schedule.SettledUntil);

    private async Task<(IReadOnlyList<StoredSchedule> Schedules, HashSet<string> Unfinished)> ReadAsync(
        CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        var schedules = await ScheduleStore.AllAsync(connection, cancellationToken);
        await using var command = connection.Command(PendingIds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var unfinished = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            unfinished.Add(reader.GetString(0));
        }

        return (schedules, unfinished);
    }
}
