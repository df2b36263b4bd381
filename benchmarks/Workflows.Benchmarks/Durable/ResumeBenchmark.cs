using System.Diagnostics;
using Workflows.Benchmarks.Measuring;

namespace Workflows.Benchmarks.Durable;

/// <summary>A lone resume (one caller, event call to committed) while ever more instances wait.</summary>
internal static class ResumeBenchmark
{
    private const int Resumes = 1000;

    public static async Task RunAsync(EngineHost host, long most)
    {
        Console.WriteLine();
        Console.WriteLine($"Lone resume: event call until its burst is committed, one caller, {Resumes} resumes of random instances");
        Console.WriteLine("| waiting | p50 ms | p99 ms | RSS MB |");
        Console.WriteLine("|---:|---:|---:|---:|");
        var template = await host.StartCycleAsync("template");
        long waiting = 0;
        foreach (var wanted in new long[] { 1_000, 100_000, 1_000_000 }.Where(n => n <= most))
        {
            await Waiting.CopyAsync(host.Database, template, "wait", waiting + 1, wanted);
            await MeasureAsync(host, waiting + 1, wanted, 200, new Latencies());
            var latencies = new Latencies();
            await MeasureAsync(host, waiting + 1, wanted, Resumes, latencies);
            waiting = wanted;
            Console.WriteLine($"| {wanted:N0} | {latencies.Percentile(50):F2} | {latencies.Percentile(99):F2} | {Environment.WorkingSet / 1048576} |");
        }
    }

    // Each instance is resumed once; the ones of this size are taken from the range that was just added.
    private static async Task MeasureAsync(EngineHost host, long from, long to, int count, Latencies latencies)
    {
        var random = new Random(count);
        var used = new HashSet<long>();
        var limit = Math.Min(count, (int)((to - from + 1) / 5));
        while (used.Count < limit)
        {
            // Warm-up takes even numbers, the measurement odd ones, so that neither meets an instance that has ended.
            var n = random.NextInt64(from, to + 1);
            n += (n % 2 == 0) == (count == Resumes) ? 1 : 0;
            if (n > to || !used.Add(n))
            {
                continue;
            }

            var began = Stopwatch.GetTimestamp();
            await host.FinishCycleAsync($"wait{n}");
            latencies.Add(began);
        }
    }
}
