using System.Diagnostics;
using Npgsql;
using Workflows.PostgreSql.Embedded;
using Workflows.Testing.Time;

namespace Workflows.PostgreSql.Tests.Embedded;

/// <summary>
/// A data folder of a test's own; whatever still runs on it at the end is stopped, and it is removed.
/// </summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private DataFolder(string? parent)
    {
        Path = System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), "wf-pg-" + Guid.CreateVersion7().ToString("N"));
        Cluster = new ClusterFolder(System.IO.Path.Combine(Path, "postgres"));
    }

    public string Path { get; }

    public ClusterFolder Cluster { get; }

    public int PostmasterPid => PostmasterFile.Read(Cluster.PostmasterPid)?.Pid ?? 0;

    public bool IsRunning => PostmasterFile.Read(Cluster.PostmasterPid) is { } file && ProcessTable.IsAlive(file.Pid);

    public static DataFolder Create(string? parent = null) => new(parent);

    public Task<EmbeddedPostgres> StartAsync(TimeSpan? watchInterval = null) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataDirectory = Path,
            WatchInterval = watchInterval ?? TimeSpan.FromSeconds(1),
        });

    /// <summary>SIGKILL for the postmaster; its children end by themselves.</summary>
    public async Task KillPostmasterAsync()
    {
        var pid = PostmasterPid;
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await Eventually.TrueAsync(() => !ProcessTable.IsAlive(pid), "the killed postmaster is gone");
    }

    public static async Task<T> QueryAsync<T>(string connectionString, string sql)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 }.ConnectionString;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            // Joining and leaving stops it as the last member.
            await using var last = await StartAsync();
        }

        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
