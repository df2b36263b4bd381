using Npgsql;
using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Reads schedules and ledger as one tenant may see them: schedules that run for it, and its own instances.</summary>
public sealed class ScheduleQueries(SchedulingDatabase database, TimeProvider time)
{
    // Run by hand, a slot that was skipped or failed counts as late for the tenant who ran it.
    private const string Entries =
        """
        with entries as (
            select l.due_at, case when r.run_by is not null and r.status = 'started' then 'late' else l.status end as status,
                   l.fired_at, l.finished_at, l.reason, l.result, r.instance_id, r.detail, r.run_by,
                   case when r.run_by is not null then r.at end as run_at
            from quartz.schedule_ledger l
            left join quartz.schedule_runs r
                on r.schedule_id = l.schedule_id and r.due_at = l.due_at and r.tenant_id = $2
            where l.schedule_id = $1 and ($3::timestamptz is null or l.due_at >= $3) and ($4::timestamptz is null or l.due_at < $4))
        """;

    private const string Filtered = "from entries where $5::text is null or status = $5";

    /// <summary>Every schedule that runs for the tenant, withdrawn ones included, by id.</summary>
    public async Task<IReadOnlyList<StoredSchedule>> ListAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        var key = await TenantKeyAsync(connection, tenantId, cancellationToken);
        return [.. (await ScheduleStore.AllAsync(connection, cancellationToken)).Where(s => IsFor(s, tenantId, key))];
    }

    /// <summary>One schedule; null when there is none or it does not run for the tenant.</summary>
    public async Task<StoredSchedule?> FindAsync(Guid tenantId, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        var schedule = await ScheduleStore.FindAsync(connection, id, cancellationToken);
        return schedule is not null && IsFor(schedule, tenantId, await TenantKeyAsync(connection, tenantId, cancellationToken))
            ? schedule
            : null;
    }

    /// <summary>The coming firings with local time and offset; none when it is withdrawn.</summary>
    public IReadOnlyList<UpcomingFiring> Upcoming(StoredSchedule schedule, int count)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Active
            ? ScheduleCalculator.Create(schedule.Spec, schedule.Anchor).Upcoming(time.GetUtcNow(), count)
            : [];
    }

    /// <summary>A page of a schedule's ledger.</summary>
    public async Task<LedgerPage> LedgerAsync(
        Guid tenantId, string id, LedgerFilter filter, int offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        object?[] values =
        [
            id, tenantId, filter.DueAfter, filter.DueBefore, filter.Status is { } status ? Words.Of(status) : null,
        ];
        var order = filter.OldestFirst ? "asc" : "desc";
        await using var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        await using var count = connection.Command($"{Entries} select count(*) {Filtered}", values);
        var total = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        await using var page = connection.Command(
            $"{Entries} select * {Filtered} order by due_at {order} offset $6 limit $7", [.. values, offset, limit]);
        await using var reader = await page.ExecuteReaderAsync(cancellationToken);
        var entries = new List<LedgerEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(Entry(reader));
        }

        return new LedgerPage(total, entries);
    }

    private static bool IsFor(StoredSchedule schedule, Guid tenantId, string? key) =>
        schedule.Spec.Tenants is not { } tenants || tenants.Any(t => t == key || t == tenantId.ToString());

    private static async Task<string?> TenantKeyAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("select key from tenants where id = $1", tenantId);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static LedgerEntry Entry(NpgsqlDataReader reader) => new(
        reader.Instant(0), Words.Parse<FiringStatus>(reader.GetString(1)), reader.InstantOrNull(2), reader.InstantOrNull(3),
        reader.TextOrNull(4), reader.TextOrNull(5))
    {
        InstanceId = reader.IsDBNull(6) ? null : reader.GetGuid(6),
        Detail = reader.TextOrNull(7),
        RunBy = reader.TextOrNull(8),
        RunAt = reader.InstantOrNull(9),
    };
}
