using Npgsql;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// A migrated database of a test's own, as the product sees it: its role owns the database and is no superuser.
/// Usage: <c>await using var database = await TestDatabase.LeaseAsync(template);</c>
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly Lazy<NpgsqlDataSource> _source;

    private TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = server.ConnectionStringTo(name);
        _source = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(ConnectionString));
    }

    /// <summary>The name of the database.</summary>
    public string Name { get; }

    /// <summary>Connects as the plain role, whom row-level security binds.</summary>
    public string ConnectionString { get; }

    /// <summary>Connects as the administrator, to look past row-level security.</summary>
    public string AdministratorConnectionString => _server.AdministratorConnectionStringTo(Name);

    /// <summary>A pool for <see cref="ConnectionString"/>, closed with this object.</summary>
    public NpgsqlDataSource DataSource => _source.Value;

    /// <summary>Leases a fresh copy of the template, or an empty database.</summary>
    /// <param name="template">What is in it; null for nothing.</param>
    /// <param name="asynchronousCommit">
    /// Turns synchronous_commit off in this database, for tests of much data that prove nothing about durability.
    /// </param>
    public static async Task<TestDatabase> LeaseAsync(
        DatabaseTemplate? template = null, bool asynchronousCommit = false)
    {
        var server = await PostgresServer.GetAsync();
        var name = await (template ?? DatabaseTemplate.Empty).Pool.TakeAsync();
        if (asynchronousCommit)
        {
            await PostgresServer.ExecuteAsync(server.Administration, $"alter database {name} set synchronous_commit = off");
        }

        return new TestDatabase(server, name);
    }

    /// <summary>Runs statements without parameters.</summary>
    public Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(DataSource, sql);

    /// <summary>Reads one value; default when there is no row or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Closes the pool and drops the database, ending whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_source.IsValueCreated)
        {
            await _source.Value.DisposeAsync();
        }

        await DatabasePool.DropAsync(Name);
    }
}
