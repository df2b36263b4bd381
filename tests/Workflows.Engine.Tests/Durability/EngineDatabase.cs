using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;
using Workflows.PostgreSql.Migrations;
using Workflows.Testing.PostgreSql;

namespace Workflows.Engine.Tests.Durability;

/// <summary>A migrated database with one worker on it; further workers can join.</summary>
internal sealed class EngineDatabase : IAsyncDisposable
{
    private static readonly DatabaseTemplate Template = DatabaseTemplate.Migrated(
        "engine", new MigrationSource("engine", typeof(EngineDataSource).Assembly, "Workflows.Engine.Migrations."));

    private readonly List<IAsyncDisposable> _owned = [];

    private EngineDatabase(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public static async Task<EngineDatabase> CreateAsync() => new(await TestDatabase.LeaseAsync(Template));

    public async Task<TestWorker> JoinAsync(int pumps = 1)
    {
        var source = new EngineDataSource(Database.ConnectionString, 10);
        var leases = new LeaseKeeper(source, new OwnershipDoubt(), Options.Create(new LeaseOptions()), NullLogger<LeaseKeeper>.Instance);
        await leases.RegisterAsync(CancellationToken.None);
        var pump = new CommitPump(source.Pool, TimeProvider.System, NullLogger<CommitPump>.Instance, pumps)
        {
            Worker = leases.Lease!.WorkerId,
        };
        _owned.Add(pump);
        _owned.Add(source);
        return new TestWorker(source, leases, pump);
    }

    public async Task<long> CountAsync(string table, string where = "true")
    {
        await using var source = new EngineDataSource(Database.ConnectionString, 2);
        await using var command = source.Pool.CreateCommand($"select count(*) from engine.{table} where {where}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = new EngineDataSource(Database.ConnectionString, 2);
        await using var command = source.Pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var item in _owned)
        {
            await item.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
