using Workflows.Engine.Durability;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Wakes the timer drainer and the claimer, in case a wake-up between processes was lost.</summary>
internal sealed class TimerDrainJob(WorkflowEngine engine) : IModuleJob
{
    public string Name => "timer-drain";

    public string Title => "Wakes the drainer of due timers";

    public JobTiming Timing => JobTiming.Every(TimeSpan.FromSeconds(30));

    public MisfirePolicy Misfire => MisfirePolicy.Skip;

    public Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        engine.WakeTimers();
        return Task.FromResult<string?>(null);
    }
}
