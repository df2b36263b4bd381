using Npgsql;
using Workflows.Engine.Durability.Bursts;

namespace Workflows.Engine.Durability.Storage;

/// <summary>Tells a database that is away, busy or full from a statement that is wrong: only the first is worth a repetition.</summary>
internal static class DatabaseOutage
{
    // idle_in_transaction_session_timeout: how PostgreSQL ends the transactions of a process that sleeps.
    private const string IdleInTransaction = "25P03";

    /// <summary>Whether the error, or one that it wraps, says that the same work may succeed later.</summary>
    public static bool Is(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is BurstAbortedException)
            {
                return true;
            }

            if (error is PostgresException known)
            {
                return known.IsTransient || IsEndOfSession(known.SqlState);
            }

            // Everything else that Npgsql throws concerns the connection: refused, broken, timed out, none left in the pool.
            if (error is NpgsqlException)
            {
                return true;
            }
        }

        return false;
    }

    // Npgsql counts neither an orderly shutdown nor a session ended by an administrator or a time limit as transient.
    private static bool IsEndOfSession(string state) =>
        state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
        || state == IdleInTransaction;
}
