using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;
using Workflows.PostgreSql.Migrations;

namespace Workflows.Benchmarks.Durable;

/// <summary>The durable engine in this process on a given database, with the benchmark's workflows.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly Guid Tenant = Guid.Parse("00000000-0000-7000-8000-00000000beef");
    private readonly IHost _host;

    private EngineHost(IHost host) => _host = host;

    public WorkflowEngine Engine => _host.Services.GetRequiredService<WorkflowEngine>();

    public NpgsqlDataSource Database => _host.Services.GetRequiredService<EngineDataSource>().Domain;

    public static async Task<EngineHost> StartAsync(string connectionString)
    {
        await using (var source = NpgsqlDataSource.Create(connectionString))
        {
            await new SqlMigrator(source, [new MigrationSource("engine", typeof(WorkflowEngine).Assembly, "Workflows.Engine.Migrations.")]).MigrateAsync();
        }

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddEnvironmentVariables();
        builder.Services.AddSingleton(new ActivityRegistry());
        builder.Services.AddSingleton(ExpressionRegistry.Default);
        builder.Services.AddSingleton<WorkflowCatalog>();
        builder.Services.AddSingleton<IWorkflowCatalog>(static s => s.GetRequiredService<WorkflowCatalog>());
        builder.Services.AddDurableEngine(_ => connectionString);
        var host = builder.Build();
        var catalog = host.Services.GetRequiredService<WorkflowCatalog>();
        await catalog.AddAsync(new CycleWorkflow(), CancellationToken.None);
        await catalog.AddAsync(new DelayWorkflow(), CancellationToken.None);
        await host.StartAsync();
        return new EngineHost(host);
    }

    public async Task<Guid> StartCycleAsync(string correlationId)
    {
        var result = await Engine.StartAsync(
            new StartRequest { TenantId = Tenant, DefinitionId = "benchmark-cycle", CorrelationId = correlationId }, CancellationToken.None);
        return result is StartResult.Started { InstanceId: var id } ? id : throw new InvalidOperationException($"The start gave {result}.");
    }

    public async Task<Guid> StartDelayAsync(string correlationId, TimeSpan delay)
    {
        var until = System.Text.Json.JsonSerializer.SerializeToElement(TimeProvider.System.GetUtcNow() + delay);
        var result = await Engine.StartAsync(
            new StartRequest
            {
                TenantId = Tenant,
                DefinitionId = "benchmark-delay",
                CorrelationId = correlationId,
                Input = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal) { [DelayWorkflow.Until] = until },
            },
            CancellationToken.None);
        return result is StartResult.Started { InstanceId: var id } ? id : throw new InvalidOperationException($"The start gave {result}.");
    }

    public async Task FinishCycleAsync(string correlationId)
    {
        var resumed = await Engine.PublishAsync(
            new EventMessage { TenantId = Tenant, Name = CycleWorkflow.EventName, CorrelationId = correlationId }, waitForBursts: true, CancellationToken.None);
        if (resumed != 1)
        {
            throw new InvalidOperationException($"The event for {correlationId} resumed {resumed} instances.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
