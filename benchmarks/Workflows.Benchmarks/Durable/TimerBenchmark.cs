using System.Diagnostics;
using Npgsql;

namespace Workflows.Benchmarks.Durable;

/// <summary>Many timers due within a minute: how late they resume their instances, and how fast they drain.</summary>
internal static class TimerBenchmark
{
    public static async Task RunAsync(EngineHost host, int timers)
    {
        var within = TimeSpan.FromSeconds(60);
        Console.WriteLine();
        Console.WriteLine($"{timers:N0} timers due within {within.TotalSeconds:N0} s (instances resume, run to their end and commit)");
        var template = await host.StartDelayAsync("timed0", TimeSpan.FromDays(1000));
        await Waiting.ExecuteAsync(host.Database, "delete from engine.timers");
        await Waiting.CopyAsync(host.Database, template, "timed", 1, timers - 1);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(10);
        await Waiting.PlanTimersAsync(host.Database, due, within);
        await Waiting.ExecuteAsync(
            host.Database, "drop table if exists benchmark_due; create table benchmark_due as select instance_id, due_at from engine.timers");
        host.Engine.WakeTimers();
        var watch = Stopwatch.StartNew();
        while (await CountAsync(host.Database, "select count(*) from engine.timers") > 0 || await CountAsync(host.Database, "select count(*) from engine.work_items") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }

        await using var command = host.Database.CreateCommand(
            """
            select count(*), percentile_cont(0.5) within group (order by late), percentile_cont(0.99) within group (order by late), max(late),
              count(*) / extract(epoch from max(done) - min(done))
            from (select extract(epoch from j.recorded_at - d.due_at) * 1000 as late, j.recorded_at as done
                  from benchmark_due d join engine.journal j on j.instance_id = d.instance_id and j.sequence = 2) x
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Console.WriteLine("| fired | lateness p50 ms | p99 ms | max ms | fired/s | RSS MB |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        Console.WriteLine(
            $"| {reader.GetInt64(0):N0} | {reader.GetDouble(1):F1} | {reader.GetDouble(2):F1} | {Convert.ToDouble(reader.GetValue(3), null):F1} "
            + $"| {Convert.ToDouble(reader.GetValue(4), null):N0} | {Environment.WorkingSet / 1048576} |");
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
