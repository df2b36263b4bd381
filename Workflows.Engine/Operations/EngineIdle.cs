using Npgsql;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Operations;

/// <summary>
/// Looks whether the engine has anything to do at the present (perhaps simulated) instant, on whichever worker. For simulated time and
/// tests: the next step may be taken when all consequences of this one are committed.
/// </summary>
public sealed class EngineIdle
{
    private readonly EngineDataSource _database;
    private readonly EngineLoops _loops;
    private readonly TimeProvider _time;

    internal EngineIdle(EngineDataSource database, EngineLoops loops, TimeProvider time)
    {
        _database = database;
        _loops = loops;
        _time = time;
    }

    /// <summary>Waits until there is nothing to do. False when <paramref name="limit"/> (real time) passed first.</summary>
    public async Task<bool> UntilIdleAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await IsBusyAsync(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                return false;
            }

            _loops.Claimer.Wake();
            _loops.Timers.Wake();
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, cancellationToken);
        }

        return true;
    }

    /// <summary>The earliest timer of any tenant; null for none.</summary>
    public async Task<DateTimeOffset?> NextTimerAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.Pool.CreateCommand(EngineSql.Get("next_timer"));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    private async Task<bool> IsBusyAsync(CancellationToken cancellationToken)
    {
        // A direct resume leaves no trace in the database before its commit.
        if (_loops.Lanes.Backlog > 0)
        {
            return true;
        }

        await using var command = _database.Pool.CreateCommand(EngineSql.Get("quiet"));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = _time.GetUtcNow().ToUniversalTime() });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
