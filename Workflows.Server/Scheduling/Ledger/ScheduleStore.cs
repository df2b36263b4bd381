using Npgsql;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>The table <c>quartz.schedules</c>.</summary>
internal static class ScheduleStore
{
    private const string Columns =
        """
        select id, target, kind, expression, zone, misfire, title, definition_id, activity_id, tenants, anchor, settled_until,
               active, seen_at, last_due_at, last_fired_at, last_finished_at, last_status, last_reason, consecutive_failures
        from quartz.schedules
        """;

    private const string Upsert =
        """
        insert into quartz.schedules (id, target, kind, expression, zone, misfire, title, definition_id, activity_id, tenants,
                                      anchor, settled_until, active, created_at, seen_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text, $9::text, $10::text[], $11, $12, true, $12, $12)
        on conflict (id) do update set
            target = excluded.target, kind = excluded.kind, expression = excluded.expression, zone = excluded.zone,
            misfire = excluded.misfire, title = excluded.title, definition_id = excluded.definition_id,
            activity_id = excluded.activity_id, tenants = excluded.tenants, anchor = excluded.anchor,
            settled_until = greatest(quartz.schedules.settled_until, excluded.settled_until), active = true,
            seen_at = excluded.seen_at
        """;

    public static async Task<StoredSchedule?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"{Columns} where id = $1", id);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public static async Task<IReadOnlyList<StoredSchedule>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"{Columns} order by id");
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Stores a new or changed schedule; slots up to <paramref name="now"/> are not expected of it.</summary>
    public static Task<int> SaveAsync(
        NpgsqlConnection connection, ScheduleSpec spec, DateTimeOffset anchor, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            Upsert,
            [
                spec.Id, Words.Of(spec.Target), Words.Of(spec.Kind), spec.Expression, spec.Zone, Words.Of(spec.Misfire), spec.Title,
                spec.DefinitionId, spec.ActivityId, spec.Tenants?.ToArray(), anchor, now,
            ],
            cancellationToken);

    public static Task<int> SeenAsync(
        NpgsqlConnection connection, IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update quartz.schedules set seen_at = $2 where id = any($1)", [ids, now], cancellationToken);

    public static Task<int> WithdrawAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update quartz.schedules set active = false where id = $1", [id], cancellationToken);

    private static async Task<List<StoredSchedule>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredSchedule>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    private static StoredSchedule Row(NpgsqlDataReader reader)
    {
        var spec = new ScheduleSpec(
            reader.GetString(0), Words.Parse<ScheduleTarget>(reader.GetString(1)), Words.Parse<ScheduleKind>(reader.GetString(2)),
            reader.GetString(3), reader.GetString(4), Words.Parse<MisfirePolicy>(reader.GetString(5)), reader.GetString(6))
        {
            DefinitionId = reader.TextOrNull(7),
            ActivityId = reader.TextOrNull(8),
            Tenants = reader.IsDBNull(9) ? null : reader.GetFieldValue<string[]>(9),
        };
        return new StoredSchedule(spec, reader.Instant(10), reader.Instant(11), reader.GetBoolean(12), reader.Instant(13))
        {
            LastDueAt = reader.InstantOrNull(14),
            LastFiredAt = reader.InstantOrNull(15),
            LastFinishedAt = reader.InstantOrNull(16),
            LastStatus = reader.TextOrNull(17) is { } status ? Words.Parse<FiringStatus>(status) : null,
            LastReason = reader.TextOrNull(18),
            ConsecutiveFailures = reader.GetInt32(19),
        };
    }
}
