using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Direct;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Retention;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Engine.Operations.Bulk;

namespace Workflows.Engine.Durability.Hosting;

/// <summary>Registers the durable engine.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds the engine on the database that <paramref name="connectionString"/> gives when first asked. The caller adds
    /// <see cref="IWorkflowCatalog"/> and the in-memory engine's services, and may add <see cref="IBurstScopeSetup"/>s.
    /// </summary>
    public static IServiceCollection AddDurableEngine(
        this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LeaseOptions>().BindConfiguration(LeaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LeaseOptions>, LeaseOptionsValidator>();

        services.AddSingleton(s => new EngineDataSource(
            connectionString(s),
            maxIdleInTransaction: s.GetRequiredService<IOptions<LeaseOptions>>().Value.Trusted,
            maxTransactions: s.GetRequiredService<IOptions<EngineOptions>>().Value.MaxTransactions));
        services.AddSingleton<OwnershipDoubt>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton(static s => new CommitPump(
            s.GetRequiredService<EngineDataSource>().Pool,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<CommitPump>>(),
            s.GetRequiredService<IOptions<EngineOptions>>().Value.CommitPumps,
            s.GetRequiredService<SignalPoints>()));
        services.AddSingleton<SignalPoints>();
        services.AddSingleton<WorkNotifier>();
        services.AddSingleton<EventRouter>();
        services.AddSingleton<WaitFinder>();
        services.AddSingleton<DirectResume>();
        services.AddSingleton<DefinitionPauses>();
        services.AddSingleton<BurstRunner>();
        services.AddSingleton<BurstScopes>();
        services.AddSingleton<BurstDriver>();
        services.AddSingleton<BurstProcessor>();
        services.AddSingleton<EngineLoops>();
        services.AddSingleton<JournalPartitions>();
        services.AddSingleton(static s => new RetentionSweeper(
            s.GetRequiredService<EngineDataSource>(),
            s.GetRequiredService<JournalPartitions>(),
            s.GetRequiredService<IOptions<EngineOptions>>(),
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new WorkflowEngine(
            s.GetRequiredService<EngineDataSource>(),
            s.GetRequiredService<BurstDriver>(),
            s.GetRequiredService<EventRouter>(),
            s.GetRequiredService<DirectResume>(),
            s.GetRequiredService<EngineLoops>(),
            s.GetRequiredService<DefinitionPauses>(),
            s.GetRequiredService<IWorkflowCatalog>(),
            s.GetRequiredService<OwnershipDoubt>(),
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new EngineIdle(
            s.GetRequiredService<EngineDataSource>(), s.GetRequiredService<EngineLoops>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InstanceQueries>();
        services.AddSingleton<BulkCommands>();
        services.AddSingleton<SelfCheck>();
        services.AddScoped<BurstAccessor>();
        services.AddHostedService<EngineService>();
        return services;
    }
}
