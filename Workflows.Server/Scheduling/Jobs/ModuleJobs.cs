namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Registers the jobs of the server's own modules; others add theirs beside.</summary>
internal static class ModuleJobs
{
    public static IServiceCollection AddModuleJobs(this IServiceCollection services)
    {
        services.AddSingleton<IModuleJob, TimerDrainJob>();
        services.AddSingleton<IModuleJob, SelfCheckJob>();
        services.AddSingleton<TenantScopes>();
        services.AddSingleton<IModuleJob, SlaSweepJob>();
        services.AddSingleton<IModuleJob, BreachDigestJob>();
        services.AddSingleton<IModuleJob, EngineRetentionJob>();
        services.AddSingleton<IModuleJob, IdempotencyKeyCleanupJob>();
        services.AddSingleton<IModuleJob, LedgerCleanupJob>();
        return services;
    }
}
