using Npgsql;

namespace Workflows.Engine.Durability.Storage;

/// <summary>
/// The engine's own connections: they see every tenant, prepare every statement once, and always plan index look-ups.
/// </summary>
public sealed class EngineDataSource : IAsyncDisposable
{
    // The planner must not answer an empty table with a sequential scan and keep that plan when the table holds a million
    // waits; with these off, every hot statement is a nested loop over an index. jit only delays short statements.
    private const string SessionOptions =
        "-c workflows.tenant=* -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off "
        + "-c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>Opens a pool of at most <paramref name="maxPoolSize"/> connections (default 40) on the database.</summary>
    public EngineDataSource(string connectionString, int maxPoolSize = 40)
    {
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
    }

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Pool { get; }

    /// <summary>The connection string with the engine's settings; holds the password only where the caller gave it.</summary>
    internal string ConnectionString { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Pool.DisposeAsync();
}
