using Npgsql;

namespace Workflows.Server.Simulation;

/// <summary>
/// Sees to it that one process only runs on simulated time: each has its own clock, and two would disagree about what is due. Looks
/// again and again, because PostgreSQL may end the session, and the lock with it; when another process was faster then, this one stops.
/// </summary>
internal sealed partial class SimulationGuard(
    SimulationLock right, SimulatedClock clock, IHostApplicationLifetime lifetime, ILogger<SimulationGuard> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await clock.KeepAsync(cancellationToken);
        Simulated(clock.Now);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await right.RunAsync(
                async connection =>
                {
                    await using var look = new NpgsqlCommand("select 1", connection);
                    await look.ExecuteScalarAsync(cancellationToken);
                },
                cancellationToken);
        }
        catch (SimulationTakenException taken)
        {
            Taken(taken.Message);
            lifetime.StopApplication();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            LockLost(away.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This server runs on simulated time, now {Now:O}; it stands still until it is moved")]
    private partial void Simulated(DateTimeOffset now);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lock on simulated time is lost: {Reason}; taking it again")]
    private partial void LockLost(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The lock on simulated time was lost and cannot be had again; this server stops: {Reason}")]
    private partial void Taken(string reason);
}
