using Npgsql;
using Workflows.Server.Hosting;
using Workflows.Server.Scheduling;

namespace Workflows.Server.Simulation;

/// <summary>
/// Sees to it that one process only runs on simulated time: each has its own clock, and two would disagree about what is due.
/// </summary>
internal sealed partial class SimulationGuard(
    SimulatedClock clock, SchedulingDatabase database, ILogger<SimulationGuard> logger) : IHostedService, IAsyncDisposable
{
    // "simtime" in ASCII.
    private const long LockKey = 0x73696D74696D65;
    private const int Tries = 50;
    private NpgsqlConnection? _lock;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _lock = await database.Pool.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", _lock);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        for (var left = Tries; await command.ExecuteScalarAsync(cancellationToken) is not true; left--)
        {
            if (left == 0)
            {
                throw new ConfigurationException(
                    $"Another server with {SimulatedTimeOptions.Section} runs on this database; stop it first.");
            }

            // PostgreSQL may take a moment to notice that a killed server is gone.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        await clock.KeepAsync(cancellationToken);
        Simulated(clock.Now);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_lock is not null)
        {
            try
            {
                // A pooled session would keep the lock for as long as the pool lives.
                await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", _lock);
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception gone) when (gone is NpgsqlException or InvalidOperationException)
            {
                // The database went away meanwhile, which an idle connection does not notice, and the lock with it.
            }

            await _lock.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This server runs on simulated time, now {Now:O}; it stands still until it is moved")]
    private partial void Simulated(DateTimeOffset now);
}
