using Npgsql;

namespace Workflows.Server.Scheduling;

/// <summary>
/// Connections for schedules: background work that sees every tenant. Each firing holds one for its lock, hence the size.
/// </summary>
public sealed class SchedulingDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>The pool for ledger and locks.</summary>
    public NpgsqlDataSource Pool { get; } = Create(connectionString, "workflows-schedules", 24);

    /// <summary>The pool that Quartz keeps its job store through.</summary>
    public NpgsqlDataSource Quartz { get; } = Create(connectionString, "workflows-quartz", 12);

    /// <summary>A closed connection outside of any pool, for a lock of long duration: it ends with the connection.</summary>
    public NpgsqlConnection Alone() =>
        new(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "workflows-lock", Pooling = false }.ConnectionString);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Quartz.DisposeAsync();
        await Pool.DisposeAsync();
    }

    private static NpgsqlDataSource Create(string connectionString, string name, int size) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            Options = "-c workflows.tenant=* -c jit=off",
            MaxPoolSize = size,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            Timeout = 15,
        });
}
