using System.Globalization;
using Microsoft.Extensions.Options;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>
/// Keeps the ledger small: entries past their retention go, and sooner the uneventful ones of schedules that fire every few minutes.
/// </summary>
internal sealed class LedgerCleanupJob(SchedulingDatabase database, IOptions<ScheduleOptions> options, TimeProvider time) : IModuleJob
{
    private const string Frequent =
        """
        with crowded as (
            select schedule_id from quartz.schedule_ledger where due_at > $2 - interval '1 hour' and due_at <= $2
            group by schedule_id having count(*) > 6)
        delete from quartz.schedule_ledger l using crowded c
        where l.schedule_id = c.schedule_id and l.due_at < $1 and l.status in ('fired', 'late', 'skipped')
            and not exists (select 1 from quartz.schedule_runs r where r.schedule_id = l.schedule_id and r.due_at = l.due_at)
        """;

    public string Name => "schedule-ledger-cleanup";

    public string Title => "Removes old entries of the schedule ledger";

    public JobTiming Timing => JobTiming.Cron("40 3 * * *");

    public MisfirePolicy Misfire => MisfirePolicy.FireOnceNow;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        var removed = await connection.ExecuteAsync(
            "delete from quartz.schedule_ledger where due_at < $1 and status <> 'pending'", [now - options.Value.KeepLedger], cancellationToken);
        removed += await connection.ExecuteAsync(Frequent, [now - options.Value.KeepFrequent, now], cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{removed} removed");
    }
}
