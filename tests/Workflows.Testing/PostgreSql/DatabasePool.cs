using System.Collections.Concurrent;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// Copies of one template, one of them made ahead while a test still uses the last. Returned databases are dropped:
/// a drop takes about 10 ms and a copy 100, and no test can leave anything behind.
/// </summary>
internal sealed class DatabasePool(DatabaseTemplate template)
{
    private static int _lastNumber;
    private readonly ConcurrentQueue<Task<string>> _ahead = new();

    /// <summary>A database that nobody else uses.</summary>
    public async Task<string> TakeAsync()
    {
        await template.EnsureBuiltAsync();
        var taken = _ahead.TryDequeue(out var made) ? made : CreateAsync();
        _ahead.Enqueue(CreateAsync());
        return await taken;
    }

    /// <summary>Drops a database.</summary>
    public static async Task DropAsync(string database)
    {
        var server = await PostgresServer.GetAsync();
        await PostgresServer.ExecuteAsync(server.Administration, $"drop database if exists {database} with (force)");
    }

    private async Task<string> CreateAsync()
    {
        var server = await PostgresServer.GetAsync();
        var name = $"wft_{server.Run}_{Interlocked.Increment(ref _lastNumber)}";
        await PostgresServer.ExecuteAsync(
            server.Administration, $"create database {name} template {template.Name} owner {server.Owner}");
        return name;
    }
}
