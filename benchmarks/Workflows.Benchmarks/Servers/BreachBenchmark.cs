using System.Diagnostics;
using Npgsql;
using Workflows.PostgreSql.Embedded;

namespace Workflows.Benchmarks.Servers;

/// <summary>
/// The real server with many open tickets: how long after the due instant a breach is committed (event, mail and process state in one
/// transaction), and how long a policy's change takes to reach every ticket.
/// </summary>
internal static class BreachBenchmark
{
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public static async Task RunAsync(string program, int tickets, int breaching)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-breach-").FullName;
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = folder });
            await using var server = ServerRun.Start(program, folder);
            await server.UntilAnsweredAsync("health/ready");
            await server.SignInAsync("admin");
            await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.AdministratorConnectionString)
            {
                Database = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Database,
            });
            var (policy, ticket) = await PrepareAsync(server, database);
            await OpenTickets.CopyAsync(database, ticket, tickets, breaching, Lead, Within);
            Console.WriteLine();
            Console.WriteLine($"{tickets:N0} open tickets with waiting processes in the real server; {breaching:N0} breach within {Within.TotalSeconds:N0} s");
            await BreachesAsync(server, database, breaching);
            Console.WriteLine();
            Console.WriteLine("| policy change applied to open tickets | answered s | all rows recalculated s | tickets/s | server RSS MB |");
            Console.WriteLine("|---|---:|---:|---:|---:|");
            await RecalculateAsync(server, database, policy, "shorter target (every timer comes nearer)", 1500);
            await RecalculateAsync(server, database, policy, "longer target", 3000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Policy, Guid Ticket)> PrepareAsync(ServerRun server, NpgsqlDataSource database)
    {
        var week = string.Join(",", Enum.GetNames<DayOfWeek>().Select(static day => $"\"{day.ToLowerInvariant()}\":[\"00:00-24:00\"]"));
        await server.SendAsync("POST", "api/support/calendars/", $$"""{"name":"Always","zone":"Europe/London","is_default":true,"week":{ {{week}} } }""");
        var policy = await server.SendAsync(
            "POST", "api/support/sla-policies/", """{"name":"Promise","is_default":true,"targets":{"normal":{"resolution":2000}}}""");
        var ticket = await server.SendAsync("POST", "api/support/tickets/", """{"subject":"Printer","description":"It smokes."}""");
        var id = ticket.GetProperty("id").GetGuid();
        await UntilAsync(database, "select count(*) from engine.timers", 1);
        await Durable.Waiting.ExecuteAsync(
            database, "update support_tickets set assignee_id = (select u.id from users u where u.tenant_id = support_tickets.tenant_id and u.login = 'admin')");
        return (policy.GetProperty("id").GetString()!, id);
    }

    private static async Task BreachesAsync(ServerRun server, NpgsqlDataSource database, int breaching)
    {
        await UntilAsync(database, "select count(*) from support_sla_events where kind = 'breach' and handled_at is not null", breaching);
        await using var command = database.CreateCommand(
            """
            select count(*), percentile_cont(0.5) within group (order by late), percentile_cont(0.99) within group (order by late), max(late),
              (select count(*) from message_logs m where m.template_key like '%breach%')
            from (select extract(epoch from j.recorded_at - d.due_at) * 1000 as late
                  from benchmark_due d join engine.journal j on j.instance_id = d.instance_id and j.sequence = d.sequence
                  join support_sla_events e on e.ticket_id = d.ticket_id and e.kind = 'breach') x
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Console.WriteLine("| breaches | mails | due to committed p50 ms | p99 ms | max ms | server RSS MB |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        Console.WriteLine(
            $"| {reader.GetInt64(0):N0} | {reader.GetInt64(4):N0} | {reader.GetDouble(1):F1} | {reader.GetDouble(2):F1} "
            + $"| {Convert.ToDouble(reader.GetValue(3), null):F1} | {server.WorkingSetMegabytes} |");
    }

    private static async Task RecalculateAsync(ServerRun server, NpgsqlDataSource database, string policy, string what, int minutes)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await server.SendAsync(
            "PATCH", $"api/support/sla-policies/{policy}/?apply_to_open_tickets=true", $$"""{"targets":{"normal":{"resolution":{{minutes}} } } }""");
        var answered = Stopwatch.GetElapsedTime(began);
        var tickets = answer.GetProperty("recalculated_tickets").GetInt32();
        await UntilAsync(
            database,
            "select (select count(*) from support_tickets where needs_rematch) + (select count(*) from engine.instances where definition_id = 'sla-recalculation' and status = 0)",
            0);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"| {what}: {tickets:N0} | {answered.TotalSeconds:F1} | {took:F1} | {tickets / took:N0} | {server.WorkingSetMegabytes} |");
        await using var command = database.CreateCommand(
            "select count(*) from support_sla_clocks c join benchmark_due d on d.ticket_id = c.ticket_id where c.ended_at is null and c.target <> make_interval(mins => $1)");
        command.Parameters.Add(new NpgsqlParameter { Value = minutes });
        if (await command.ExecuteScalarAsync() is not 0L)
        {
            throw new InvalidOperationException("Clocks kept the old target.");
        }
    }

    private static async Task UntilAsync(NpgsqlDataSource database, string sql, long wanted)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            await using (var command = database.CreateCommand(sql))
            {
                if ((long)(await command.ExecuteScalarAsync())! == wanted)
                {
                    return;
                }
            }

            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"Not {wanted} after {Patience}: {sql}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }
    }
}
