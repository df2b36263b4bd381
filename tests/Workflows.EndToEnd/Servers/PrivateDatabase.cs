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
        Pooling = false,
        Timezone = "UTC",
        Timeout = 10,
    }.ConnectionString;

    /// <summary>SIGKILL for the postmaster; it is started again within a second or two, on the same port.</summary>
    public async Task KillAsync()
    {
        var file = await File.ReadAllLinesAsync(Path.Combine(_postgres.ClusterDirectory, "postmaster.pid"));
        using var postmaster = Process.GetProcessById(int.Parse(file[0], CultureInfo.InvariantCulture));
        postmaster.Kill();
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
        await using var connection = await OpenAsync(database);
        await using var command = Command(connection, sql, []);
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i) ? string.Empty : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
            }

            rows.Add(row);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(AdministratorConnectionStringTo(database));
        await connection.OpenAsync();
        return connection;
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
