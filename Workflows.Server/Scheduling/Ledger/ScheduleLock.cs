using Npgsql;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>
/// One writer a schedule in the whole cluster: a session lock on a connection of its own. All writes of a firing go through that
/// connection, so that a process which lost it (and with it the lock) can write nothing more.
/// </summary>
internal sealed class ScheduleLock : IAsyncDisposable
{
    // "sche" in ASCII; the second half of the key is the schedule.
    private const int LockClass = 0x73636865;
    private readonly string _id;

    private ScheduleLock(NpgsqlConnection connection, string id)
    {
        Connection = connection;
        _id = id;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Waits for the lock; the wait ends with the token.</summary>
    public static async Task<ScheduleLock> TakeAsync(SchedulingDatabase database, string id, CancellationToken cancellationToken)
    {
        var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        try
        {
            await RunAsync(connection, "select pg_advisory_lock($1, hashtext($2))", id, cancellationToken);
            return new ScheduleLock(connection, id);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock if it is free; null when another process or call has it.</summary>
    public static async Task<ScheduleLock?> TryTakeAsync(SchedulingDatabase database, string id, CancellationToken cancellationToken)
    {
        var connection = await database.Pool.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = connection.Command("select pg_try_advisory_lock($1, hashtext($2))", LockClass, id);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return new ScheduleLock(connection, id);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RunAsync(Connection, "select pg_advisory_unlock($1, hashtext($2))", _id, CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // The session is gone, and its locks with it.
        }

        await Connection.DisposeAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
