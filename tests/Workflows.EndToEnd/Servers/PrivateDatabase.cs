using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Workflows.PostgreSql.Embedded;
using Workflows.Testing.Time;

namespace Workflows.EndToEnd.Servers;

/// <summary>A PostgreSQL of the test's own, so that it may be killed, with any number of databases.</summary>
public sealed class PrivateDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _postgres;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, NpgsqlDataSource> _pools = new(StringComparer.Ordinal);

    private PrivateDatabase(EmbeddedPostgres postgres, string folder) => (_postgres, _folder) = (postgres, folder);

    public static async Task<PrivateDatabase> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("workflows-endtoend-").FullName;
        var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataDirectory = folder,
            WatchInterval = TimeSpan.FromMilliseconds(500),
        });
        return new PrivateDatabase(postgres, folder);
    }

    /// <summary>Makes an empty database that the product's role owns.</summary>
    public Task CreateAsync(string name) => ExecuteAsync("postgres", $"create database {name} owner workflows");

    /// <summary>What a server is given.</summary>
    public string ConnectionStringTo(string name) =>
        new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;

    /// <summary>As the superuser, whom row-level security does not bind.</summary>
    public string AdministratorConnectionStringTo(string name) => new NpgsqlConnectionStringBuilder(_postgres.AdministratorConnectionString)
    {
        Database = name,
        MaxPoolSize = 4,
        Timezone = "UTC",
        Timeout = 10,
    }.ConnectionString;

    /// <summary>
    /// SIGKILL for the postmaster, or, in good order, SIGINT: sessions are told that the server stops. Started again within a second
    /// or two, on the same port.
    /// </summary>
    public async Task EndAsync(bool inGoodOrder)
    {
        var file = await File.ReadAllLinesAsync(Path.Combine(_postgres.ClusterDirectory, "postmaster.pid"));
        using var postmaster = Process.GetProcessById(int.Parse(file[0], CultureInfo.InvariantCulture));
        if (inGoodOrder)
        {
            using var signal = Process.Start("kill", ["-INT", file[0]]);
            await signal.WaitForExitAsync();
        }
        else
        {
            postmaster.Kill();
        }

        await postmaster.WaitForExitAsync();
    }

    /// <summary>Until it answers again after a kill.</summary>
    public Task UntilBackAsync() => Eventually.TrueAsync(
        async () => await ScalarAsync<int>("postgres", "select 1") == 1, "PostgreSQL is started again", TimeSpan.FromMinutes(2));

    public async Task ExecuteAsync(string database, string sql, params object[] values)
    {
        await using var connection = await OpenAsync(database);
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string database, string sql, params object[] values)
    {
        await using var connection = await OpenAsync(database);
        await using var command = Command(connection, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All rows, each column as text.</summary>
    public async Task<IReadOnlyList<string[]>> RowsAsync(string database, string sql)
    {
        var rows = new List<string[]>();
        await foreach (var row in StreamAsync(database, sql))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Row by row, for results that do not fit into memory comfortably.</summary>
    public async IAsyncEnumerable<string[]> StreamAsync(string database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = Command(connection, sql, []);
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i) ? string.Empty : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
            }

            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values)
        {
            await pool.DisposeAsync();
        }

        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var pool = _pools.GetOrAdd(database, name => NpgsqlDataSource.Create(AdministratorConnectionStringTo(name)));
        return await pool.OpenConnectionAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
