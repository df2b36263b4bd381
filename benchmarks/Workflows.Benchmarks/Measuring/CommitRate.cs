using System.Diagnostics;
using Npgsql;

namespace Workflows.Benchmarks.Measuring;

/// <summary>The yardstick: one-row inserts, one transaction each, over the same connection settings and disk.</summary>
internal static class CommitRate
{
    public static async Task<IReadOnlyDictionary<int, double>> MeasureAsync(string connectionString, TimeSpan each)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 40,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
        });
        await ExecuteAsync(database, "drop table if exists commit_yardstick; create table commit_yardstick (id bigint generated always as identity primary key, at timestamptz default now())");
        var rates = new Dictionary<int, double>();
        foreach (var connections in new[] { 1, 8, 32 })
        {
            long commits = 0;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var insert = new NpgsqlCommand("insert into commit_yardstick default values", connection);
                while (watch.Elapsed < each)
                {
                    await insert.ExecuteNonQueryAsync();
                    Interlocked.Increment(ref commits);
                }
            }));
            rates[connections] = commits / watch.Elapsed.TotalSeconds;
        }

        await ExecuteAsync(database, "drop table commit_yardstick");
        return rates;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
