using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Messages;
using Workflows.Engine.Operations;
using Workflows.Engine.Time;
using Workflows.Server.MailDispatch;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Simulation;

/// <summary>Decides what time it is: the machine's, or a virtual clock for development.</summary>
internal static class SimulationServices
{
    /// <summary>Adds the <see cref="TimeProvider"/>; true when it is a simulated one.</summary>
    public static bool AddTime(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        services.AddOptions<SimulatedTimeOptions>()
            .BindConfiguration(SimulatedTimeOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => !options.Enabled || !builder.Environment.IsProduction(),
                $"{SimulatedTimeOptions.Section}:Enabled is for development: set ASPNETCORE_ENVIRONMENT=Development.")
            .ValidateOnStart();
        if (!builder.Configuration.GetValue<bool>($"{SimulatedTimeOptions.Section}:{nameof(SimulatedTimeOptions.Enabled)}"))
        {
            services.AddSingleton(TimeProvider.System);
            return false;
        }

        services.AddSingleton(s => new VirtualTimeProvider(
            ClockStore.Read(connectionString) ?? s.GetRequiredService<IOptions<SimulatedTimeOptions>>().Value.Start
            ?? TimeProvider.System.GetUtcNow()));
        services.AddSingleton<TimeProvider>(static s => s.GetRequiredService<VirtualTimeProvider>());
        services.AddSingleton<SimulationLock>();
        services.AddSingleton(static s => new SimulatedClock(
            s.GetRequiredService<VirtualTimeProvider>(), s.GetRequiredService<SimulationLock>()));
        services.AddSingleton(static s => new Horizon(
            s.GetRequiredService<SchedulingDatabase>(), s.GetRequiredService<DueSchedules>(), s.GetRequiredService<IOptions<SmtpSettings>>()));
        services.AddSingleton(static s => new ClockAdvance(
            s.GetRequiredService<SimulatedClock>(), s.GetRequiredService<Horizon>(), s.GetRequiredService<DueSchedules>(),
            s.GetRequiredService<EngineIdle>(), s.GetRequiredService<MailSignal>(),
            s.GetRequiredService<IOptions<SimulatedTimeOptions>>()));
        services.AddHostedService<SimulationGuard>();
        return true;
    }
}
