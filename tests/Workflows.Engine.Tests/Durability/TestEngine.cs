using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Expressions;
using Workflows.Engine.Operations;
using Workflows.Engine.Time;

namespace Workflows.Engine.Tests.Durability;

/// <summary>One server process' engine, in this process, on a test database and a clock that only tests move.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    public static readonly Guid Tenant = Rows.Tenant;
    private readonly IHost _host;
    private bool _gone;

    private TestEngine(IHost host, VirtualTimeProvider clock)
    {
        _host = host;
        Clock = clock;
    }

    public VirtualTimeProvider Clock { get; }

    public WorkflowEngine Engine => _host.Services.GetRequiredService<WorkflowEngine>();

    public WorkflowCatalog Catalog => _host.Services.GetRequiredService<WorkflowCatalog>();

    public EngineDataSource Database => _host.Services.GetRequiredService<EngineDataSource>();

    public InstanceQueries Queries => _host.Services.GetRequiredService<InstanceQueries>();

    public SelfCheck SelfCheck => _host.Services.GetRequiredService<SelfCheck>();

    public SignalPoints Signals => _host.Services.GetRequiredService<SignalPoints>();

    public long WorkerId => _host.Services.GetRequiredService<LeaseKeeper>().Lease!.WorkerId;

    public int Backlog => _host.Services.GetRequiredService<EngineLoops>().Lanes.Backlog;

    public LeaseKeeper Leases => _host.Services.GetRequiredService<LeaseKeeper>();

    public static Task<TestEngine> StartAsync(EngineDatabase database, VirtualTimeProvider clock, params IWorkflow[] workflows) =>
        StartAsync(database.Database.ConnectionString, TimeSpan.FromSeconds(3), clock, workflows);

    /// <summary>Starts on a connection string, with a lease.</summary>
    public static async Task<TestEngine> StartAsync(
        string connectionString, TimeSpan leaseDuration, VirtualTimeProvider clock, params IWorkflow[] workflows)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(new ActivityRegistry());
        builder.Services.AddSingleton(ExpressionRegistry.Default);
        builder.Services.AddSingleton<WorkflowCatalog>();
        builder.Services.AddSingleton<IWorkflowCatalog>(static s => s.GetRequiredService<WorkflowCatalog>());
        builder.Services.Configure<LeaseOptions>(lease =>
        {
            lease.Duration = leaseDuration;
            lease.RenewEvery = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddDurableEngine(_ => connectionString);
        var host = builder.Build();
        foreach (var workflow in workflows)
        {
            await host.Services.GetRequiredService<WorkflowCatalog>().AddAsync(workflow, CancellationToken.None);
        }

        await host.StartAsync();
        return new TestEngine(host, clock);
    }

    public async Task<Guid> StartWorkflowAsync(string definitionId, string? correlationId = null, string? key = null) =>
        await Engine.StartAsync(
            new StartRequest { TenantId = Tenant, DefinitionId = definitionId, CorrelationId = correlationId, Key = key },
            CancellationToken.None) switch
        {
            StartResult.Started started => started.InstanceId,
            StartResult.AlreadyStarted first => first.InstanceId,
            var other => throw new InvalidOperationException($"The start gave {other}."),
        };

    public Task PublishAsync(string name, string? correlationId) => Engine.PublishAsync(
        new EventMessage { TenantId = Tenant, Name = name, CorrelationId = correlationId }, waitForBursts: true, CancellationToken.None);

    public async Task<InstanceDetail> GetAsync(Guid id) =>
        await Queries.FindAsync(Tenant, id, CancellationToken.None) ?? throw new InvalidOperationException($"No instance {id}.");

    /// <summary>Waits until nothing is left to do at the present instant.</summary>
    public async Task SettleAsync()
    {
        if (!await _host.Services.GetRequiredService<EngineIdle>().UntilIdleAsync(TimeSpan.FromSeconds(30), CancellationToken.None))
        {
            throw new TimeoutException("The engine still had work after 30 s: " + await DescribeWorkAsync());
        }
    }

    /// <summary>Moves the clock and waits for what that causes.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await SettleAsync();
    }

    /// <summary>Ends this engine as kill -9 would: whatever it held stays claimed until its lease is taken.</summary>
    public async Task KillAsync()
    {
        _gone = true;
        await _host.Services.GetRequiredService<EngineLoops>().AbandonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_gone)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
    }

    private async Task<string> DescribeWorkAsync()
    {
        await using var command = _host.Services.GetRequiredService<EngineDataSource>().Pool.CreateCommand(
            "select coalesce(string_agg(format('item %s kind %s owner %s attempts %s', id, kind, owner, attempts), '; '), 'no items') from engine.work_items");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
