using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Workflows.Engine.Time;
using Workflows.Server.Hosting;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Jobs;
using Workflows.Server.Scheduling.Ledger;
using Workflows.Server.Scheduling.Triggers;
using Workflows.Testing.PostgreSql;

namespace Workflows.Server.Tests.Scheduling;

/// <summary>Server processes with schedules only, on one database; workflows are rows of a table with the engine's key rule.</summary>
internal sealed class ScheduleHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    private static readonly DatabaseTemplate Template = DatabaseTemplate.Migrated("schedules", [.. DatabaseHost.Migrations]);
    private readonly List<IHost> _processes = [];

    private ScheduleHost(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public VirtualTimeProvider Clock { get; } = new(Start);

    public static async Task<ScheduleHost> CreateAsync(int tenants = 1)
    {
        var host = new ScheduleHost(await TestDatabase.LeaseAsync(Template, asynchronousCommit: true));
        await host.ExecuteAsync("create table test_starts (tenant uuid, key text, instance uuid, at timestamptz, primary key (tenant, key))");
        for (var i = 1; i <= tenants; i++)
        {
            await host.AddTenantAsync($"tenant-{i}");
        }

        return host;
    }

    public static ScheduleSpec Workflow(string expression, ScheduleKind kind = ScheduleKind.Cron, MisfirePolicy misfire = MisfirePolicy.FireOnceNow) =>
        new("flow:trigger", ScheduleTarget.Workflow, kind, expression, "UTC", misfire, "Flow")
        {
            DefinitionId = "flow",
            ActivityId = "trigger",
        };

    /// <summary>Another process on the same database and clock.</summary>
    public Process NewProcess(params ScheduleSpec[] specs) => Build(Clock, quartz: false, specs, []);

    /// <summary>Another process that runs on real time with Quartz; it is started.</summary>
    public async Task<Process> StartQuartzAsync(params ScheduleSpec[] specs)
    {
        var process = Build(TimeProvider.System, quartz: true, specs, []);
        await process.Host.StartAsync();
        return process;
    }

    public Process NewProcessWithJob(IModuleJob job) => Build(Clock, quartz: false, [], [job]);

    public async Task<Guid> AddTenantAsync(string key)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync($"insert into tenants (id, key, name) values ('{id}', '{key}', '{key}')");
        return id;
    }

    public async Task<IReadOnlyList<string>> StartsAsync() => await TextsAsync("select key from test_starts order by at, key, tenant");

    /// <summary>The ledger as <c>HH:mm status</c>.</summary>
    public Task<IReadOnlyList<string>> LedgerAsync() => TextsAsync(
        "select to_char(due_at at time zone 'UTC', 'DD HH24:MI') || ' ' || status from quartz.schedule_ledger order by due_at");

    public async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        await using var batch = Batch(sql);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.IsDBNull(0) ? string.Empty : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var batch = Batch(sql);
        await batch.ExecuteNonQueryAsync();
    }

    public async Task StopAsync(Process process)
    {
        await process.Host.StopAsync();
        _processes.Remove(process.Host);
        await Dispose(process.Host);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.StopAsync();
            await Dispose(process);
        }

        await Database.DisposeAsync();
    }

    private static ValueTask Dispose(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private NpgsqlBatch Batch(string sql)
    {
        var batch = Database.DataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('workflows.tenant', '*', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        return batch;
    }

    private Process Build(TimeProvider clock, bool quartz, ScheduleSpec[] specs, IModuleJob[] jobs)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Schedules:CheckEvery"] = "00:00:02",
            ["Schedules:ClusterCheckin"] = "00:00:01",
        });
        builder.Services.AddSingleton(clock);
        builder.Services.AddSchedules(Database.ConnectionString, simulated: !quartz);
        builder.Services.RemoveAll<IModuleJob>().RemoveAll<IScheduleSource>().RemoveAll<IWorkflowStarter>();
        var source = new ListedSchedules(specs);
        var starter = new TableStarter(Database.DataSource);
        builder.Services.AddSingleton<IScheduleSource>(source);
        builder.Services.AddSingleton<IScheduleSource>(static s => s.GetRequiredService<JobSchedules>());
        builder.Services.AddSingleton<IWorkflowStarter>(starter);
        foreach (var job in jobs)
        {
            builder.Services.AddSingleton(job);
        }

        var host = builder.Build();
        _processes.Add(host);
        return new Process(host, source, starter);
    }

    /// <summary>One server process.</summary>
    internal sealed record Process(IHost Host, ListedSchedules Source, TableStarter Starter)
    {
        public ScheduleSync Sync => Host.Services.GetRequiredService<ScheduleSync>();

        public DueSchedules Due => Host.Services.GetRequiredService<DueSchedules>();

        public ScheduleSettler Settler => Host.Services.GetRequiredService<ScheduleSettler>();

        public ScheduleQueries Queries => Host.Services.GetRequiredService<ScheduleQueries>();

        public MissedRuns Missed => Host.Services.GetRequiredService<MissedRuns>();

        public Task SyncAsync() => Sync.SyncAsync(default);

        public Task SettleAsync() => Due.SettleAsync(TimeSpan.Zero, SettleMode.Each, default);
    }
}
