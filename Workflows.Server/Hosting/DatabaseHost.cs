using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Engine.Durability.Storage;
using Workflows.PostgreSql.Embedded;
using Workflows.PostgreSql.Migrations;

namespace Workflows.Server.Hosting;

/// <summary>
/// The server's PostgreSQL: the one of <c>ConnectionStrings:Workflows</c>, or a private one in the data folder. Outlives the
/// application, because everything in it ends with a last write.
/// </summary>
public sealed class DatabaseHost : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private DatabaseHost(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    /// <summary>Every module's migrations, in the order of their dependence.</summary>
    public static IReadOnlyList<MigrationSource> Migrations { get; } =
    [
        new("engine", typeof(EngineDataSource).Assembly, "Workflows.Engine.Migrations."),
        new("domain", typeof(DomainDbContext).Assembly, "Workflows.Domain.Migrations."),
        new("server", typeof(DatabaseHost).Assembly, "Workflows.Server.Migrations."),
    ];

    /// <summary>Connects as the owner of the schema. Contains the password: do not log.</summary>
    public string ConnectionString { get; }

    /// <summary>What and where it is, without secrets.</summary>
    public string Description
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return _embedded is null
                ? $"{parts.Database} on {parts.Host}:{parts.Port}"
                : $"private PostgreSQL {_embedded.Version} in {_embedded.ClusterDirectory}";
        }
    }

    /// <summary>Starts or joins the private PostgreSQL, unless a connection string is configured.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be started; the message is the instruction.</exception>
    public static async Task<DatabaseHost> OpenAsync(
        IConfiguration configuration, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.GetConnectionString("Workflows") is { Length: > 0 } given)
        {
            return new DatabaseHost(given, null);
        }

        var options = configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
        var embedded = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = options.DataDirectory, BinariesDirectory = options.PostgresBinaries },
            logger,
            cancellationToken: cancellationToken);
        return new DatabaseHost(embedded.ConnectionString, embedded);
    }

    /// <summary>Applies or checks the migrations; gives how many were applied.</summary>
    /// <exception cref="MigrationException">The database and this server do not fit; the message says how.</exception>
    public async Task<int> MigrateAsync(bool apply, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false });
        var migrator = new SqlMigrator(source, Migrations);
        if (apply)
        {
            return (await migrator.MigrateAsync(cancellationToken)).Count;
        }

        await migrator.VerifyAsync(cancellationToken);
        return 0;
    }

    /// <summary>The pool for requests: row-level security binds it to the tenant of each transaction.</summary>
    public NpgsqlDataSource CreateRequestPool() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        ApplicationName = "workflows-api",
        MaxPoolSize = 40,
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        Timeout = 15,
    });

    /// <summary>Leaves the private PostgreSQL; the last process that leaves stops it.</summary>
    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
