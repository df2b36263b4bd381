using Workflows.Engine.Durability.Retention;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>Removes finished instances, expired events and old journal partitions, and makes the coming partitions.</summary>
internal sealed class EngineRetentionJob(RetentionSweeper sweeper) : IModuleJob
{
    public string Name => "engine-retention";

    public string Title => "Removes what is past its retention";

    public JobTiming Timing => JobTiming.Cron("10 3 * * *");

    public MisfirePolicy Misfire => MisfirePolicy.FireOnceNow;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await sweeper.SweepAsync(cancellationToken);
        return null;
    }
}
