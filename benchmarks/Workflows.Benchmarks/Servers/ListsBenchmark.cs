using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Workflows.Benchmarks.Measuring;
using Workflows.PostgreSql.Embedded;

namespace Workflows.Benchmarks.Servers;

/// <summary>The two lists of the designer in the real server, with very many rows: pages, filters, searches, orders, over HTTP.</summary>
internal static class ListsBenchmark
{
    private const int WarmUp = 10;

    private static readonly string[] Definitions =
    [
        "versionOptions=Latest&Page=0&PageSize=10&OrderDirection=Descending",
        "versionOptions=Latest&Page=50&PageSize=10&OrderBy=Name&OrderDirection=Ascending",
        "versionOptions=LatestOrPublished&Page=0&PageSize=100&SearchTerm=Process%20of%20step%2077",
        "versionOptions=AllVersions&Page=0&PageSize=100&OrderBy=Version",
        "versionOptions=Published&Page=9&PageSize=100",
    ];

    private static readonly string[] Instances =
    [
        "page=0&pageSize=10",
        "page=0&pageSize=100",
        "page=100&pageSize=100",
        "page=0&pageSize=10&orderDirection=Ascending",
        "page=0&pageSize=10&orderBy=Finished",
        "page=0&pageSize=10&orderBy=LastExecuted",
        "page=0&pageSize=10&orderBy=Name&orderDirection=Ascending",
        "page=0&pageSize=10&orderBy=Name",
        "page=0&pageSize=10&subStatuses=Suspended",
        "page=0&pageSize=10&statuses=Running",
        "page=0&pageSize=10&statuses=Finished&hasIncidents=true",
        "page=0&pageSize=10&hasIncidents=true",
        "page=0&pageSize=10&definitionIds=bench-7",
        "page=0&pageSize=10&definitionIds=bench-7&definitionIds=bench-8&subStatuses=Finished",
        "page=5&pageSize=100&definitionIds=bench-7&subStatuses=Suspended",
        "page=0&pageSize=10&correlationId=order-500000",
        "page=0&pageSize=10&searchTerm=bench-7",
        "page=0&pageSize=10&searchTerm=order-9",
        "page=0&pageSize=10&searchTerm=order-123456",
    ];

    public static async Task RunAsync(string program, int instances, int definitions, int requests)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-lists-").FullName;
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = folder });
            await using var server = ServerRun.Start(program, folder);
            await server.UntilAnsweredAsync("health/ready");
            await server.SignInAsync("admin");
            await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.AdministratorConnectionString)
            {
                Database = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Database,
                CommandTimeout = 0,
            });
            await FillAsync(database, instances, definitions);
            Console.WriteLine();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{definitions:N0} definitions in 3 versions and {instances:N0} instances (5 % waiting, 1 % in trouble, 2 % named); {requests} requests one after the other, {WarmUp} before them"));
            Console.WriteLine();
            Console.WriteLine("| GET /elsa/api | p50 ms | p95 ms | p99 ms | total |");
            Console.WriteLine("|---|---:|---:|---:|---:|");
            foreach (var query in Definitions)
            {
                await MeasureAsync(server, $"workflow-definitions?{query}", requests);
            }

            foreach (var query in Instances)
            {
                await MeasureAsync(server, $"workflow-instances?{query}", requests);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(ServerRun server, string path, int requests)
    {
        var latencies = new Latencies();
        long total = 0;
        for (var number = -WarmUp; number < requests; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await server.SendAsync("GET", $"elsa/api/{path}");
            if (number >= 0)
            {
                latencies.Add(started);
                total = answer.GetProperty("totalCount").GetInt64();
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {path} | {latencies.Percentile(50):N1} | {latencies.Percentile(95):N1} | {latencies.Percentile(99):N1} | {total:N0} |"));
    }

    private static async Task FillAsync(NpgsqlDataSource database, int instances, int definitions)
    {
        await ExecuteAsync(
            database,
            """
            insert into engine.definitions (id, tenant_id, definition_id, version, created_at, updated_at, published_at, is_latest, is_published,
              name, description, provider, changed_by, content)
            select 'bench-' || n || '-' || v, t.id, 'bench-' || n, v, now() - (n * 3 + v) * interval '1 minute', now(), now(), v = 3, v = 2,
              'Process of step ' || n, 'Made for a benchmark, as number ' || n, 'Database', 'bench',
              convert_to('{"name":"Process of step ' || n || '","root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[]},"note":"'
                || repeat(md5(n::text), 60) || '"}', 'UTF8')
            from tenants t, generate_series(1, $1) n, generate_series(1, 3) v where t.key = 'default'
            """,
            definitions);

        // Ages follow the numbers, as in life; a few definitions have most of the instances.
        await ExecuteAsync(
            database,
            """
            insert into engine.instances (id, tenant_id, version, created_at, updated_at, finished_at, definition_version, incident_count, status,
              sub_status, definition_id, definition_version_id, name, correlation_id, state)
            select gen_random_uuid(), t.id, 3, at, at + spent, case when state in (3, 4) then at + spent end, 2, (state = 5)::int, (state >= 3)::int, state,
              'bench-' || d, 'bench-' || d || '-2', case when n % 50 = 0 then 'Case ' || n end, 'order-' || n,
              convert_to('{"v":1,"activities":[],"variables":{"note":"' || repeat(md5(n::text), 16) || '"}}', 'UTF8')
            from tenants t,
              lateral (select n, now() - ($1 - n) * interval '30 seconds' as at, (n * 7919 % 86400) * interval '1 second' as spent,
                1 + floor(power(n * 7919.0 % 10007 / 10007, 4) * $2)::int as d,
                case when n * 6007 % 100 < 5 then 2 when n * 6007 % 100 < 6 then 5 when n * 6007 % 100 < 8 then 4 else 3 end::smallint as state
                from generate_series(1, $1) n) x
            where t.key = 'default'
            """,
            instances,
            definitions);
        await ExecuteAsync(
            database,
            """
            insert into engine.bookmarks (tenant_id, instance_id, id, hash, created_at, activity_id, name, waiting_for)
            select tenant_id, id, gen_random_uuid(), null, created_at, 'wait', 'Elsa.Event', 'an order' from engine.instances where sub_status = 2
            """);
        await ExecuteAsync(database, "vacuum (analyze) engine.instances");
        await ExecuteAsync(database, "vacuum (analyze) engine.definitions");
        await ExecuteAsync(database, "vacuum (analyze) engine.bookmarks");
        await ExecuteAsync(database, "checkpoint");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string text, params int[] values)
    {
        await using var command = database.CreateCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
