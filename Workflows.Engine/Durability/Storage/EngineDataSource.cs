using Npgsql;

namespace Workflows.Engine.Durability.Storage;

/// <summary>
/// The engine's own connections: they see every tenant, prepare every statement once, and always plan index look-ups.
/// </summary>
public sealed class EngineDataSource : IAsyncDisposable
{
    // The planner must not answer an empty table with a sequential scan and keep that plan when the table holds a million
    // waits; with these off, every hot statement is a nested loop over an index: without enable_material and enable_bitmapscan the
    // whole of bookmarks_by_stimulus was read for each batch of events, dead entries included. jit only delays short statements.
    private const string SessionOptions =
        "-c workflows.tenant=* -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off "
        + "-c enable_material=off -c enable_bitmapscan=off "
        + "-c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>Opens a pool of at most <paramref name="maxPoolSize"/> connections (default 40) on the database.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="maxPoolSize">Most connections of each of the two pools.</param>
    /// <param name="maxIdleInTransaction">
    /// How long a transaction may stand still before PostgreSQL ends it. A paused process would otherwise keep the locks of its bursts
    /// although others have taken its lease. Default: 12 s.
    /// </param>
    /// <param name="maxTransactions">Bursts that may have a transaction at once (default 32); the others wait their turn.</param>
    public EngineDataSource(
        string connectionString, int maxPoolSize = 40, TimeSpan? maxIdleInTransaction = null, int maxTransactions = 32)
    {
        TransactionSlots = new SemaphoreSlim(maxTransactions);
        var idle = (long)(maxIdleInTransaction ?? TimeSpan.FromSeconds(12)).TotalMilliseconds;
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = maxPoolSize,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 1,
            ApplicationName = "workflows-engine",
            Options = SessionOptions,
            NoResetOnClose = true,
            Timeout = 15,
        };
        ConnectionString = builder.ConnectionString;
        Pool = NpgsqlDataSource.Create(builder);

        // Domain statements are of every kind: they keep the planner's freedom, but see all tenants until told otherwise.
        Domain = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(builder.ConnectionString)
        {
            MaxPoolSize = Math.Max(maxPoolSize, maxTransactions + 8),
            ApplicationName = "workflows-bursts",
            Options = $"-c workflows.tenant=* -c jit=off -c idle_in_transaction_session_timeout={idle}",
            NoResetOnClose = false,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
        });
    }

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Pool { get; }

    /// <summary>Connections for transactional bursts, whose activities run domain statements.</summary>
    public NpgsqlDataSource Domain { get; }

    /// <summary>Held by each burst that has a transaction; waiting here costs nothing, waiting for the pool would time out.</summary>
    internal SemaphoreSlim TransactionSlots { get; }

    /// <summary>The connection string with the engine's settings; holds the password only where the caller gave it.</summary>
    internal string ConnectionString { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await Domain.DisposeAsync();
    }
}
