using Microsoft.Extensions.Options;
using Quartz;
using Workflows.Server.Hosting;
using Workflows.Server.Scheduling.Cluster;
using Workflows.Server.Scheduling.Jobs;
using Workflows.Server.Scheduling.Ledger;
using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Scheduling;

/// <summary>Registers schedules, their ledger, Quartz, and the jobs of the server's own modules.</summary>
public static class SchedulingServices
{
    /// <summary>Name of the Quartz scheduler; all servers of an installation are one cluster under it.</summary>
    public const string Scheduler = "workflows";

    private const int Threads = 8;

    /// <summary>Adds schedules on a database; the engine and the domain are registered beside.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="simulated">True: no Quartz; the simulated clock drives the schedules.</param>
    public static IServiceCollection AddSchedules(this IServiceCollection services, string connectionString, bool simulated)
    {
        services.AddOptions<ScheduleOptions>().BindConfiguration(ScheduleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.AddSingleton(new SchedulingMode(simulated));
        services.AddSingleton(_ => new SchedulingDatabase(connectionString));
        services.AddSingleton<JobSchedules>();
        services.AddSingleton<IScheduleSource>(static s => s.GetRequiredService<JobSchedules>());
        services.AddSingleton<IScheduleSource, TriggerSchedules>();
        services.AddSingleton<IWorkflowStarter, EngineStarter>();
        services.AddSingleton(static s => new SlotRunner(
            s.GetRequiredService<IWorkflowStarter>(), s.GetRequiredService<JobSchedules>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<SlotRunner>>()));
        services.AddSingleton<ScheduleSettler>();
        services.AddSingleton<DueSchedules>();
        services.AddSingleton(static s => new ScheduleSync(
            s.GetRequiredService<SchedulingDatabase>(), s.GetServices<IScheduleSource>(), s.GetRequiredService<ScheduleSettler>(),
            s.GetRequiredService<IFiringAlarm>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ScheduleSync>>()));
        services.AddSingleton<ScheduleQueries>();
        services.AddSingleton<MissedRuns>();
        if (simulated)
        {
            services.AddSingleton<IFiringAlarm, NoAlarm>();
        }
        else
        {
            AddQuartz(services);
        }

        services.AddHostedService<SchedulingService>();
        services.AddModuleJobs();
        return services;
    }

    private static void AddQuartz(IServiceCollection services)
    {
        services.AddSingleton<IFiringAlarm, QuartzAlarm>();
        services.AddSingleton<IReadiness, ScheduleReadiness>();
        services.AddQuartz(static quartz =>
        {
            quartz.ConfigureScheduler(static scheduler =>
            {
                scheduler.InstanceName = Scheduler;
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(static store =>
            {
                store.UsePostgres(static source =>
                    source.DataSourceFactory = static services => services.GetRequiredService<SchedulingDatabase>().Quartz);
                store.UseSerializer<Quartz.Impl.SystemTextJsonObjectSerializer>();
                store.ConfigureStore(static options =>
                {
                    options.TablePrefix = "quartz.qrtz_";
                    options.StoreJobDataAsStrings = true;
                    options.SchemaProvisioning = SchemaProvisioning.Validate;
                });
                store.UseClustering();
            });
        });
        services.AddOptions<ClusteringOptions>(Scheduler).Configure<IOptions<ScheduleOptions>>(static (cluster, options) =>
        {
            cluster.CheckinInterval = options.Value.ClusterCheckin;
            cluster.CheckinMisfireThreshold = options.Value.ClusterCheckin;
        });
        services.AddQuartzHostedService(static options => options.WaitForJobsToComplete = true);
    }
}
