using Npgsql;

namespace Workflows.Benchmarks.Durable;

/// <summary>Makes many waiting instances quickly: copies of one that the engine itself has made, with ids of their own.</summary>
internal static class Waiting
{
    private const string CopyInstances =
        """
        with made as (
          select gen_random_uuid() as id, n from generate_series($2::bigint, $3::bigint) n)
        , copied as (
          insert into engine.instances (id, tenant_id, version, created_at, updated_at, definition_version, incident_count, status,
            sub_status, definition_id, definition_version_id, name, correlation_id, state)
          select m.id, i.tenant_id, 1, i.created_at, i.updated_at, i.definition_version, 0, 0, 2, i.definition_id,
            i.definition_version_id, i.name, $4 || m.n, convert_to(replace(replace(convert_from(i.state, 'UTF8'), i.id::text, m.id::text),
              '"' || i.correlation_id || '"', '"' || $4 || m.n || '"'), 'UTF8')
          from made m cross join engine.instances i where i.id = $1
          returning id, correlation_id)
        insert into engine.bookmarks (tenant_id, instance_id, id, hash, created_at, activity_id, name, correlation_id, waiting_for)
        select b.tenant_id, c.id, b.id, b.hash, b.created_at, b.activity_id, b.name, c.correlation_id, b.waiting_for
        from copied c cross join engine.bookmarks b where b.instance_id = $1
        """;

    private const string AddTimers =
        """
        insert into engine.timers (tenant_id, instance_id, bookmark_id, due_at, version, catch_up)
        select b.tenant_id, b.instance_id, b.id, $1::timestamptz + random() * $2::interval, 1, 0
        from engine.bookmarks b join engine.instances i on i.id = b.instance_id
        where i.correlation_id like 'timed%'
        """;

    /// <summary>Copies the waiting instance <paramref name="template"/> so that correlation ids prefix1 .. prefixN exist.</summary>
    public static async Task CopyAsync(NpgsqlDataSource database, Guid template, string prefix, long from, long to)
    {
        const long Chunk = 50_000;
        for (var start = from; start <= to; start += Chunk)
        {
            await ExecuteAsync(database, CopyInstances, template, start, Math.Min(to, start + Chunk - 1), prefix);
        }

        await ExecuteAsync(database, "analyze engine.instances, engine.bookmarks");
    }

    public static async Task PlanTimersAsync(NpgsqlDataSource database, DateTimeOffset from, TimeSpan within) =>
        await ExecuteAsync(database, AddTimers, from, within);

    public static async Task ExecuteAsync(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
