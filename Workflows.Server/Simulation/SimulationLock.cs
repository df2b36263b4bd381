using Npgsql;
using Workflows.Server.Scheduling;

namespace Workflows.Server.Simulation;

/// <summary>
/// The right to move the simulated clock: a session lock on a connection of its own, through which the clock's position is written,
/// so that a process which lost the connection (and with it the lock) moves nothing before it has the lock again.
/// </summary>
internal sealed class SimulationLock(SchedulingDatabase database) : IAsyncDisposable
{
    // "simtime" in ASCII.
    private const long LockKey = 0x73696D74696D65;
    private const int Tries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _one = new(1, 1);
    private NpgsqlConnection? _connection;

    /// <summary>Runs on the connection that holds the lock; takes the lock first when it is not held (any more).</summary>
    /// <exception cref="SimulationTakenException">Another process holds it.</exception>
    public async Task RunAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _one.WaitAsync(cancellationToken);
        try
        {
            await work(_connection ??= await TakeAsync(cancellationToken));
        }
        catch
        {
            // Whatever failed: a new session tells whether the lock can still be had.
            await DropAsync();
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        _one.Dispose();
    }

    private async Task<NpgsqlConnection> TakeAsync(CancellationToken cancellationToken)
    {
        var connection = database.Alone();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
            for (var left = Tries; await command.ExecuteScalarAsync(cancellationToken) is not true; left--)
            {
                if (left == 0)
                {
                    throw new SimulationTakenException();
                }

                // PostgreSQL may take a moment to notice that a killed server is gone.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async ValueTask DropAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
