using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Domain.Hosting;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.PostgreSql.Migrations;
using Workflows.Server.MailDispatch;
using Workflows.Testing.PostgreSql;
using Workflows.Testing.Smtp;

namespace Workflows.Server.Tests.MailDispatch;

/// <summary>A migrated database, an SMTP sink, and as many dispatchers as a test wants.</summary>
internal sealed class DispatchHost : IAsyncDisposable
{
    private static readonly DatabaseTemplate Template = DatabaseTemplate.Migrated(
        "mails", new MigrationSource("domain", typeof(DomainServices).Assembly, "Workflows.Domain.Migrations."));

    private readonly TestDatabase _database;
    private readonly List<ServiceProvider> _processes = [];

    private DispatchHost(TestDatabase database, SmtpSink sink)
    {
        _database = database;
        Sink = sink;
    }

    public SmtpSink Sink { get; }

    public NpgsqlDataSource DataSource => _database.DataSource;

    /// <summary>How the dispatchers reach the database; null for directly.</summary>
    public NpgsqlDataSource? Through { get; set; }

    public string ConnectionString => _database.ConnectionString;

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public MovableClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public CapturedLog Log { get; } = new();

    public static async Task<DispatchHost> CreateAsync(SmtpSinkOptions? sink = null)
    {
        var database = await TestDatabase.LeaseAsync(Template, asynchronousCommit: true);
        var host = new DispatchHost(database, SmtpSink.Start(sink));
        await host.ExecuteAsync($"insert into tenants (id, key, name) values ('{host.Tenant}', 'a', 'Firm A')");
        return host;
    }

    /// <summary>Starts what one server process has; stopping it ends like a graceful shutdown.</summary>
    public async Task<Process> StartAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = Sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Smtp:Security"] = "none",
            ["Smtp:From"] = "desk@firm.example",
            ["Smtp:FromName"] = "Firm Desk",
            ["MailDispatch:PollEvery"] = "00:00:00.100",
            ["MailDispatch:OutagePause"] = "00:00:00.020",
        };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Through ?? DataSource);
        services.AddWorkflowsDomain();
        services.AddWorkflowsMailDispatch();
        var provider = services.BuildServiceProvider(validateScopes: true);
        _processes.Add(provider);
        var dispatcher = provider.GetRequiredService<MailDispatcher>();
        await dispatcher.StartAsync(default);
        return new Process(provider, dispatcher);
    }

    public async Task<Guid> AddMailAsync(string to = "ann@example.com", string status = "queued", int priority = 5, DateTimeOffset? notBefore = null)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            $"""
            insert into message_logs (tenant_id, id, dedupe_key, template_key, to_address, to_name, subject, html, text, message_id, priority,
                status, not_before, next_attempt_at, created_at)
            values ('{Tenant}', '{id}', '{id}', 't', '{to}', 'Ann', 'Hello {priority}', '<p>Hi</p>', 'Hi', '<{id:N}@firm.example>', {priority},
                '{status}', {Sql(notBefore)}, {Sql(notBefore ?? Clock.GetUtcNow())}, {Sql(Clock.GetUtcNow())})
            """);
        return id;
    }

    public Task AddMailsAsync(int count) => ExecuteAsync(
        $"""
        insert into message_logs (tenant_id, id, dedupe_key, template_key, to_address, subject, html, text, message_id, priority, status,
            next_attempt_at, created_at)
        select '{Tenant}', id, id::text, 't', 'u' || n || '@example.com', 'Mail ' || n, '<p>Hi</p>', 'Hi', '<' || n || '@firm.example>', 5,
            'queued', {Sql(Clock.GetUtcNow())}, {Sql(Clock.GetUtcNow())}
        from (select gen_random_uuid() as id, n from generate_series(1, {count}) n) m
        """);

    public Task<string?> StatusAsync(Guid id) => ScalarAsync<string>($"select status from message_logs where id = '{id}'");

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var batch = DataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    public Task ExecuteAsync(string sql) => ScalarAsync<object>(sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.GetRequiredService<MailDispatcher>().StopAsync(default);
            await process.DisposeAsync();
        }

        await Sink.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static string Sql(DateTimeOffset? instant) => instant is { } at ? $"'{at:O}'" : "null";

    internal sealed record Process(ServiceProvider Services, MailDispatcher Dispatcher)
    {
        public MailSignal Signal => Services.GetRequiredService<MailSignal>();

        public MailDispatchState State => Services.GetRequiredService<MailDispatchState>();
    }

    /// <summary>Stands until it is moved; its timers are the system's.</summary>
    internal sealed class MovableClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
