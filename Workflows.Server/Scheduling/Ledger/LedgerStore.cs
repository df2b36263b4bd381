using Npgsql;
using Workflows.Server.Scheduling.Calculating;
using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Writes of <c>quartz.schedule_ledger</c> and <c>quartz.schedule_runs</c>; the caller holds the schedule's lock.</summary>
internal static class LedgerStore
{
    private const string Plan =
        """
        insert into quartz.schedule_ledger (schedule_id, due_at, status, reason, finished_at)
        select $1, due, case when fire then 'pending' else 'skipped' end, why, case when fire then null else $5 end
        from unnest($2::timestamptz[], $3::boolean[], $4::text[]) as planned (due, fire, why)
        on conflict (schedule_id, due_at) do nothing
        """;

    private const string Finish =
        """
        update quartz.schedule_ledger
        set status = $3, finished_at = $4, reason = $5::text, result = $6::text
        where schedule_id = $1 and due_at = $2
        """;

    private const string Remember =
        """
        update quartz.schedules
        set last_due_at = $2, last_fired_at = $3, last_finished_at = $4, last_status = $5, last_reason = $6::text,
            consecutive_failures = case when $5 = 'failed' then consecutive_failures + 1 else 0 end
        where id = $1
        """;

    private const string Run =
        """
        insert into quartz.schedule_runs (tenant_id, schedule_id, due_at, status, instance_id, at, run_by, detail)
        values ($1, $2, $3, $4, $5::uuid, $6, $7::text, $8::text)
        on conflict (schedule_id, due_at, tenant_id) do update
            set status = excluded.status, instance_id = excluded.instance_id, at = excluded.at, run_by = excluded.run_by,
                detail = excluded.detail
        """;

    private const string Tenants =
        """
        select t.id from tenants t
        where t.active and ($1::text[] is null or t.key = any ($1) or t.id::text = any ($1))
            and not exists (select 1 from quartz.schedule_runs r
                            where r.schedule_id = $2 and r.due_at = $3 and r.tenant_id = t.id and r.status <> 'failed')
        order by t.id
        """;

    /// <summary>Records slots and that everything up to <paramref name="until"/> is recorded, in one transaction.</summary>
    public static async Task PlanAsync(
        NpgsqlConnection connection, string id, IReadOnlyList<PlannedFiring> plans, DateTimeOffset until, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (plans.Count > 0)
        {
            await connection.ExecuteAsync(
                Plan,
                [
                    id, plans.Select(static p => p.DueAt).ToList(), plans.Select(static p => p.Fire).ToArray(),
                    plans.Select(static p => p.Reason).ToList(), now,
                ],
                cancellationToken);
        }

        await connection.ExecuteAsync("update quartz.schedules set settled_until = $2 where id = $1", [id, until], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Claimed slots that have not finished, in order.</summary>
    public static async Task<IReadOnlyList<PendingFiring>> PendingAsync(
        NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "select due_at, attempts, reason from quartz.schedule_ledger where schedule_id = $1 and status = 'pending' order by due_at", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<PendingFiring>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new PendingFiring(reader.Instant(0), reader.GetInt32(1), reader.TextOrNull(2)));
        }

        return found;
    }

    public static Task<int> BeginAsync(
        NpgsqlConnection connection, string id, DateTimeOffset dueAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update quartz.schedule_ledger set attempts = attempts + 1, fired_at = coalesce(fired_at, $3)
            where schedule_id = $1 and due_at = $2
            """,
            [id, dueAt, now],
            cancellationToken);

    public static async Task FinishAsync(
        NpgsqlConnection connection, string id, DateTimeOffset firedAt, FiringOutcome outcome, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var status = Words.Of(outcome.Status);
        await connection.ExecuteAsync(Finish, [id, outcome.DueAt, status, now, outcome.Reason, outcome.Result], cancellationToken);
        await connection.ExecuteAsync(
            Remember, [id, outcome.DueAt, firedAt, now, status, outcome.Reason ?? outcome.Result], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Tenants that the slot has not run for yet.</summary>
    public static async Task<IReadOnlyList<Guid>> TenantsAsync(
        NpgsqlConnection connection, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Tenants, schedule.Tenants?.ToArray(), schedule.Id, dueAt);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0));
        }

        return found;
    }

    public static Task<int> NoteRunAsync(
        NpgsqlConnection connection, string id, DateTimeOffset dueAt, Guid tenantId, WorkflowRun run, DateTimeOffset now, string? by,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            Run, [tenantId, id, dueAt, Words.Of(run.Status), run.InstanceId, now, by, run.Detail], cancellationToken);

    /// <summary>How many tenants a slot ran for, by status.</summary>
    public static async Task<IReadOnlyDictionary<RunStatus, int>> CountRunsAsync(
        NpgsqlConnection connection, string id, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "select status, count(*)::int from quartz.schedule_runs where schedule_id = $1 and due_at = $2 group by status", id, dueAt);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<RunStatus, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts[Words.Parse<RunStatus>(reader.GetString(0))] = reader.GetInt32(1);
        }

        return counts;
    }
}
