using System.Security.Cryptography;
using Npgsql;
using Workflows.PostgreSql.Embedded;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// The PostgreSQL of a test run: the server named by the environment variable WORKFLOWS_TEST_PG (a connection string
/// that may create databases), else the product's own embedded one in a folder under the system's temporary folder,
/// which all test processes running at the same time join. Durability is on. Tests that kill or restart PostgreSQL
/// must start an <see cref="EmbeddedPostgres"/> of their own in a folder of their own instead.
/// </summary>
public sealed class PostgresServer
{
    private const string Variable = "WORKFLOWS_TEST_PG";
    private const int RunLockClass = 0x57465231;
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<PostgresServer>> One = new(OpenAsync);

    /// <summary>Keeps the advisory lock that marks the databases of this process as in use.</summary>
    private readonly NpgsqlConnection _keeper;

    private PostgresServer(NpgsqlDataSource administration, NpgsqlConnection keeper, string ownerConnection, int run)
    {
        Administration = administration;
        _keeper = keeper;
        OwnerConnection = ownerConnection;
        Run = run;
    }

    /// <summary>
    /// The name of the role that owns the test databases; no superuser unless the environment gave one without the
    /// right to create roles.
    /// </summary>
    public string Owner => new NpgsqlConnectionStringBuilder(OwnerConnection).Username!;

    /// <summary>A connection string of the role that may create databases, to its maintenance database.</summary>
    public string AdministratorConnectionString { get; private init; } = string.Empty;

    /// <summary>A few pooled connections of the role that may create databases.</summary>
    internal NpgsqlDataSource Administration { get; }

    /// <summary>A number that marks the databases of this process.</summary>
    internal int Run { get; }

    private string OwnerConnection { get; }

    /// <summary>The server of this process, started or joined at the first call.</summary>
    public static Task<PostgresServer> GetAsync() => One.Value;

    /// <summary>A connection string to a database of this server, as the owner of test databases.</summary>
    public string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(OwnerConnection) { Database = database }.ConnectionString;

    /// <summary>The same as the administrator, whom row-level security does not bind.</summary>
    public string AdministratorConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(AdministratorConnectionString) { Database = database }.ConnectionString;

    internal static async Task ExecuteAsync(
        NpgsqlDataSource source, string sql, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PostgresServer> OpenAsync()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        string administrator;
        string owner;
        if (string.IsNullOrWhiteSpace(given))
        {
            var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
            {
                DataDirectory = Path.Combine(Path.GetTempPath(), "workflows-tests-" + Environment.UserName),
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["max_connections"] = "600" },
            });
            AppDomain.CurrentDomain.ProcessExit += (_, _) => embedded.DisposeAsync().AsTask().Wait(ExitLimit);
            administrator = embedded.AdministratorConnectionString;
            owner = embedded.ConnectionString;
        }
        else
        {
            administrator = given;
            owner = await OwnerOnGivenServerAsync(given);
        }

        var pool = new NpgsqlConnectionStringBuilder(administrator) { MaxPoolSize = 4 };
        var administration = NpgsqlDataSource.Create(pool.ConnectionString);
        var run = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var keeper = await KeepAsync(administrator, run);
        var server = new PostgresServer(administration, keeper, owner, run) { AdministratorConnectionString = administrator };
        await server.DropAbandonedAsync();
        return server;
    }

    /// <summary>
    /// A superuser is not bound by row-level security, so tests on a given server get a plain role too.
    /// </summary>
    private static async Task<string> OwnerOnGivenServerAsync(string given)
    {
        await using var source = NpgsqlDataSource.Create(given);
        await using var super = source.CreateCommand("select usesuper from pg_user where usename = current_user");
        if (await super.ExecuteScalarAsync() is not true)
        {
            return given;
        }

        const string Role = "workflows_test";
        await ExecuteAsync(source,
            $"""
            do $$ begin
                perform pg_advisory_xact_lock({RunLockClass}, 0);
                if not exists (select from pg_roles where rolname = '{Role}') then
                    create role {Role} login nosuperuser nobypassrls password '{Role}';
                end if;
            end $$
            """);
        return new NpgsqlConnectionStringBuilder(given) { Username = Role, Password = Role }.ConnectionString;
    }

    private static async Task<NpgsqlConnection> KeepAsync(string administrator, int run)
    {
        var text = new NpgsqlConnectionStringBuilder(administrator) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        var keeper = new NpgsqlConnection(text);
        await keeper.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1, $2)", keeper);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RunLockClass });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = run });
        await command.ExecuteNonQueryAsync();
        return keeper;
    }

    /// <summary>Drops what killed test processes left behind: databases whose run number nobody holds locked.</summary>
    private async Task DropAbandonedAsync()
    {
        var names = new List<string>();
        await using (var command = new NpgsqlCommand(
            """
            select datname from pg_database where datname ~ '^wft_[0-9]+_[0-9]+$' and not exists (
                select from pg_locks
                where locktype = 'advisory' and classid = $1::oid and objid = split_part(datname, '_', 2)::oid
            )
            """, _keeper))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RunLockClass });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names)
        {
            await ExecuteAsync(Administration, $"drop database if exists {name} with (force)");
        }
    }
}
