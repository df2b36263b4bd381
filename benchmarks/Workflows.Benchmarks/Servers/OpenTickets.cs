using Npgsql;

namespace Workflows.Benchmarks.Servers;

/// <summary>
/// Makes many open tickets quickly: copies of one that the server itself has made, with its clocks, its waiting process and its timer,
/// each with ids of its own.
/// </summary>
internal static class OpenTickets
{
    private const string Tickets =
        """
        insert into support_tickets
        select r.* from generate_series(1, $2::int) n, support_tickets t,
          lateral jsonb_populate_record(t, jsonb_build_object('id', md5('ticket' || n)::uuid, 'number', t.number + n,
            'workflow_instance_id', md5('instance' || n)::uuid)) r
        where t.id = $1
        """;

    private const string Clocks =
        """
        insert into support_sla_clocks
        select r.* from generate_series(1, $2::int) n, support_sla_clocks c,
          lateral jsonb_populate_record(c, jsonb_build_object('id', md5('clock' || n)::uuid, 'ticket_id', md5('ticket' || n)::uuid)) r
        where c.ticket_id = $1
        """;

    private const string ClockLog =
        """
        insert into support_sla_clock_log
        select r.* from generate_series(1, $2::int) n, support_sla_clock_log l,
          lateral jsonb_populate_record(l, jsonb_build_object('clock_id', md5('clock' || n)::uuid, 'ticket_id', md5('ticket' || n)::uuid)) r
        where l.ticket_id = $1
        """;

    private const string Instances =
        """
        insert into engine.instances
        select r.* from generate_series(1, $2::int) n, support_tickets t join engine.instances i on i.id = t.workflow_instance_id,
          lateral jsonb_populate_record(i, jsonb_build_object('id', md5('instance' || n)::uuid,
            'correlation_id', replace(i.correlation_id, t.id::text, md5('ticket' || n)::uuid::text),
            'state', '\x' || encode(convert_to(replace(replace(convert_from(i.state, 'UTF8'), t.id::text, md5('ticket' || n)::uuid::text),
              i.id::text, md5('instance' || n)::uuid::text), 'UTF8'), 'hex'))) r
        where t.id = $1
        """;

    private const string Bookmarks =
        """
        insert into engine.bookmarks
        select r.* from generate_series(1, $2::int) n, support_tickets t join engine.bookmarks b on b.instance_id = t.workflow_instance_id,
          lateral jsonb_populate_record(b, jsonb_build_object('instance_id', md5('instance' || n)::uuid,
            'correlation_id', replace(b.correlation_id, t.id::text, md5('ticket' || n)::uuid::text))) r
        where t.id = $1
        """;

    private const string Timers =
        """
        insert into engine.timers
        select r.* from generate_series(1, $2::int) n, support_tickets t join engine.timers m on m.instance_id = t.workflow_instance_id,
          lateral jsonb_populate_record(m, jsonb_build_object('instance_id', md5('instance' || n)::uuid)) r
        where t.id = $1
        """;

    // The clocks of all copies are shifted as a whole: the first ones fall due one after the other from $2 on, the others in 20 hours.
    private const string Shift =
        """
        create table benchmark_due as
        select t.id as ticket_id, t.workflow_instance_id as instance_id, i.version + 1 as sequence, x.due_at, x.due_at - c.due_at as shift
        from generate_series(1, $1::int) n
        join support_tickets t on t.id = md5('ticket' || n)::uuid
        join support_sla_clocks c on c.ticket_id = t.id
        join engine.instances i on i.id = t.workflow_instance_id,
        lateral (select case when n <= $2::int
          then clock_timestamp() + $3::interval + n * ($4::interval / $2::int) else clock_timestamp() + interval '20 hours' end as due_at) x;
        update support_tickets t set created_at = created_at + d.shift, updated_at = updated_at + d.shift,
          sla_started_at = sla_started_at + d.shift, status_changed_at = status_changed_at + d.shift,
          due_at = d.due_at, next_sla_at = d.due_at
        from benchmark_due d where d.ticket_id = t.id;
        update support_sla_clocks c set started_at = started_at + d.shift, running_since = running_since + d.shift, due_at = d.due_at,
          warned_percent = 95
        from benchmark_due d where d.ticket_id = c.ticket_id;
        update support_sla_clock_log l set at = at + d.shift, due_at = l.due_at + d.shift from benchmark_due d where d.ticket_id = l.ticket_id;
        update engine.timers m set due_at = d.due_at from benchmark_due d where d.instance_id = m.instance_id;
        """;

    /// <summary>Copies a ticket whose process waits.</summary>
    /// <param name="database">As the superuser.</param>
    /// <param name="template">The ticket.</param>
    /// <param name="count">How many copies.</param>
    /// <param name="breaching">How many of them breach.</param>
    /// <param name="lead">How long until the first breach.</param>
    /// <param name="within">Over which time they breach.</param>
    public static async Task CopyAsync(
        NpgsqlDataSource database, Guid template, int count, int breaching, TimeSpan lead, TimeSpan within)
    {
        foreach (var sql in (string[])[Tickets, Clocks, ClockLog, Instances, Bookmarks])
        {
            await Durable.Waiting.ExecuteAsync(database, sql, template, count);
        }

        await using (var connection = await database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, Timers, template, count);
            foreach (var sql in Shift.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                await (sql.StartsWith("create", StringComparison.Ordinal)
                    ? RunAsync(connection, Inlined(sql, count, breaching, lead, within))
                    : RunAsync(connection, sql));
            }

            await transaction.CommitAsync();
        }

        await Durable.Waiting.ExecuteAsync(database, "analyze");
    }

    // "create table as" takes no parameters.
    private static string Inlined(string sql, int count, int breaching, TimeSpan lead, TimeSpan within) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{sql.Replace("$1", $"{count}", StringComparison.Ordinal).Replace("$2", $"{breaching}", StringComparison.Ordinal)
            .Replace("$3", $"'{lead.TotalSeconds} s'", StringComparison.Ordinal).Replace("$4", $"'{within.TotalSeconds} s'", StringComparison.Ordinal)}");

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
