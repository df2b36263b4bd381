using System.Diagnostics;
using Npgsql;
using Workflows.Benchmarks.Measuring;

namespace Workflows.Benchmarks.Durable;

/// <summary>Start, three activities, wait for an event; event, three activities, finish: at several concurrencies.</summary>
internal static class CycleBenchmark
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(EngineHost host, IReadOnlyDictionary<int, double> commitRates, string callersList)
    {
        Console.WriteLine();
        Console.WriteLine("Durable cycle: start, 3 activities, wait for an event; event, 3 activities, finish (callers in this process)");
        Console.WriteLine("| callers | cycles/s | of 32-conn commits | start p50/p99 ms | event p50/p99 ms | CPU ms/cycle (engine+PG) | tx/cycle | rows/cycle | WAL B/cycle | RSS MB |");
        Console.WriteLine("|---:|---:|---:|---|---|---|---:|---:|---:|---:|");
        await DriveAsync(host, 8, Warm, new Latencies(), new Latencies());
        foreach (var callers in callersList.Split(',').Select(int.Parse))
        {
            var starts = new Latencies();
            var events = new Latencies();
            await DriveAsync(host, callers, TimeSpan.FromSeconds(1), new Latencies(), new Latencies());
            var before = await CountersAsync(host.Database);
            var cpu = ProcessorTime.Now();
            var seconds = await DriveAsync(host, callers, Each, starts, events);
            var used = ProcessorTime.Now() - cpu;
            var after = await CountersAsync(host.Database);
            var cycles = events.Count;
            Console.WriteLine(
                $"| {callers} | {cycles / seconds:N0} | {cycles / seconds / commitRates[32]:F2} | {starts.Percentile(50):F2} / {starts.Percentile(99):F2} "
                + $"| {events.Percentile(50):F2} / {events.Percentile(99):F2} | {(used.Own + used.PostgreSql).TotalMilliseconds / cycles:F3} "
                + $"({used.Own.TotalMilliseconds / cycles:F3}+{used.PostgreSql.TotalMilliseconds / cycles:F3}) | {(double)(after.Transactions - before.Transactions) / cycles:F2} "
                + $"| {(double)(after.Rows - before.Rows) / cycles:F1} | {(double)(after.Wal - before.Wal) / cycles:N0} | {Environment.WorkingSet / 1048576} |");
        }
    }

    private static async Task<double> DriveAsync(EngineHost host, int callers, TimeSpan time, Latencies starts, Latencies events)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                var correlation = Guid.CreateVersion7().ToString();
                var began = Stopwatch.GetTimestamp();
                await host.StartCycleAsync(correlation);
                starts.Add(began);
                began = Stopwatch.GetTimestamp();
                await host.FinishCycleAsync(correlation);
                events.Add(began);
            }
        })));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<(long Transactions, long Rows, long Wal)> CountersAsync(NpgsqlDataSource database)
    {
        await using var flush = database.CreateCommand("select pg_stat_clear_snapshot()");
        await flush.ExecuteNonQueryAsync();
        await using var command = database.CreateCommand(
            "select xact_commit, tup_inserted + tup_updated + tup_deleted, (pg_current_wal_lsn() - '0/0')::bigint from pg_stat_database where datname = current_database()");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
