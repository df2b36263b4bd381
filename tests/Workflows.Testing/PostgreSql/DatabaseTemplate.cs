using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Workflows.PostgreSql.Migrations;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// How a test database looks before a test touches it. It is built once per content on the server of the test run,
/// whichever process comes first, and copied for each test. Keep one static instance per room.
/// </summary>
public sealed class DatabaseTemplate
{
    private const int BuildLockClass = 0x57465432;
    private const int FingerprintHexDigits = 12;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly Func<NpgsqlDataSource, CancellationToken, Task> _build;
    private readonly string _label;
    private readonly Lazy<Task<string>> _built;

    /// <summary>Describes a template.</summary>
    /// <param name="label">Lower case letters, digits and underscores, such as <c>engine</c>.</param>
    /// <param name="content">
    /// Everything that decides the outcome, such as all migration texts; other content, other template.
    /// </param>
    /// <param name="build">Fills an empty database owned by the plain role; must close its connections.</param>
    public DatabaseTemplate(string label, string content, Func<NpgsqlDataSource, CancellationToken, Task> build)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        ArgumentNullException.ThrowIfNull(content);
        _label = label;
        _build = build;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..FingerprintHexDigits];
        Name = $"wfm_{label}_{hash}";
        _built = new Lazy<Task<string>>(BuildAsync);
        Pool = new DatabasePool(this);
    }

    /// <summary>A database with nothing in it.</summary>
    public static DatabaseTemplate Empty { get; } = new("empty", string.Empty, (_, _) => Task.CompletedTask);

    /// <summary>A database with all migrations of the given modules.</summary>
    /// <param name="label">Lower case letters, digits and underscores, such as <c>engine</c>.</param>
    /// <param name="sources">The modules in the order of their dependence.</param>
    public static DatabaseTemplate Migrated(string label, params MigrationSource[] sources) => new(
        label,
        SqlMigrator.Fingerprint(sources),
        (source, cancellationToken) => new SqlMigrator(source, sources).MigrateAsync(cancellationToken));

    /// <summary>The name of the template database.</summary>
    public string Name { get; }

    internal DatabasePool Pool { get; }

    /// <summary>Builds the template unless it exists; returns its name.</summary>
    internal Task<string> EnsureBuiltAsync() => _built.Value;

    private async Task<string> BuildAsync()
    {
        var server = await PostgresServer.GetAsync();
        await using var gate = await server.Administration.OpenConnectionAsync();
        await LockAsync(gate, "select pg_advisory_lock($1, hashtext($2))");
        try
        {
            if (!await ExistsAsync(gate))
            {
                await BuildAsync(server);
            }
        }
        finally
        {
            await LockAsync(gate, "select pg_advisory_unlock($1, hashtext($2))");
        }

        return Name;
    }

    private async Task BuildAsync(PostgresServer server)
    {
        var draft = $"{Name}_draft";
        await PostgresServer.ExecuteAsync(server.Administration, $"drop database if exists {draft} with (force)");
        await PostgresServer.ExecuteAsync(
            server.Administration, $"create database {draft} template template0 encoding 'UTF8' owner {server.Owner}");
        var text = new NpgsqlConnectionStringBuilder(server.ConnectionStringTo(draft)) { Pooling = false };
        await using (var source = NpgsqlDataSource.Create(text.ConnectionString))
        {
            await _build(source, CancellationToken.None);
        }

        await PostgresServer.ExecuteAsync(server.Administration, $"alter database {draft} rename to {Name}");
        await PostgresServer.ExecuteAsync(server.Administration, $"alter database {Name} allow_connections false");
        var today = TimeProvider.System.GetUtcNow();
        await PostgresServer.ExecuteAsync(server.Administration, $"comment on database {Name} is '{Day(today)}'");
        await DropOlderAsync(server, Day(today - KeptFor));
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Templates of the same label from long ago have seen other migrations; nobody needs them again.
    /// </summary>
    private async Task DropOlderAsync(PostgresServer server, string day)
    {
        var names = new List<string>();
        await using (var command = server.Administration.CreateCommand(
            """
            select datname from pg_database
            where datname ~ $1 and shobj_description(oid, 'pg_database') < $2
            """))
        {
            var pattern = $"^wfm_{_label}_[0-9a-f]{{{FingerprintHexDigits}}}$";
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pattern });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = day });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names)
        {
            await PostgresServer.ExecuteAsync(server.Administration, $"drop database if exists {name}");
        }
    }

    private async Task<bool> ExistsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select count(*) from pg_database where datname = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        return await command.ExecuteScalarAsync() is > 0L;
    }

    private async Task LockAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BuildLockClass });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        await command.ExecuteNonQueryAsync();
    }
}
