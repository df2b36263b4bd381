using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Domain.Hosting;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.Tenancy;
using Workflows.PostgreSql.Migrations;
using Workflows.Server.MailDispatch;

namespace Workflows.Mail.Benchmarks;

/// <summary>What a server process has for mails: queue and dispatcher, on a given database.</summary>
internal sealed class MailHost : IAsyncDisposable
{
    private readonly Guid _tenant = Guid.CreateVersion7();
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _database;

    private MailHost(ServiceProvider services, NpgsqlDataSource database) => (_services, _database) = (services, database);

    public static async Task<MailHost> CreateAsync(string connectionString, IReadOnlyDictionary<string, string?> settings)
    {
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 40,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
        });
        await new SqlMigrator(database, [new MigrationSource("domain", typeof(DomainServices).Assembly, "Workflows.Domain.Migrations.")]).MigrateAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging(static logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error));
        services.AddSingleton(database);
        services.AddSingleton<IMailTemplateFiles>(new CampaignTemplates());
        services.AddWorkflowsDomain();
        services.AddWorkflowsMailDispatch();
        var host = new MailHost(services.BuildServiceProvider(), database);
        await host.ExecuteAsync("delete from tenants; select");
        await host.ExecuteAsync($"insert into tenants (id, key, name) values ('{host._tenant}', 'a', 'Firm A'); select");
        return host;
    }

    public async Task StartDispatchAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }
    }

    /// <summary>Renders and stores mails from <paramref name="from"/> on, in one transaction.</summary>
    public async Task EnqueueAsync(int from, int count)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = _tenant;
        var queue = scope.ServiceProvider.GetRequiredService<IMailQueue>();
        await queue.EnqueueAsync([.. Enumerable.Range(from, count).Select(Mail)], default);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
    }

    public async Task<long> CountAsync(string condition) =>
        await ExecuteAsync($"select count(*) from message_logs where {condition}") is long count ? count : 0;

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var batch = _database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('workflows.tenant', '*', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql.Split(';')[0]));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync() ? reader.GetValue(0) : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(default);
        }

        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static TemplatedMail Mail(int n) => new()
    {
        TemplateKey = CampaignTemplates.Key,
        To = string.Create(CultureInfo.InvariantCulture, $"person{n}@d{n % 500}.example"),
        ToName = $"Zoë {n}",
        Model = CampaignTemplates.Model(n),
        DedupeKey = string.Create(CultureInfo.InvariantCulture, $"campaign:1:{n}"),
        Priority = 9,
    };
}
