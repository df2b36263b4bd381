using System.Diagnostics;
using System.Globalization;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Benchmarks.InMemory;

/// <summary>A sequence of ten steps in memory: workflows and activities a second, bytes each, on one and two threads.</summary>
public static class SequenceBenchmark
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        Console.WriteLine("in-memory, 10-step sequence");
        Console.WriteLine("threads  steps                       workflows/s  activities/s   bytes each  CPU us each");
        foreach (var threads in new[] { 1, 2 })
        {
            await MeasureAsync(threads, "write-line, literal", _ => new WriteLine("hello"));
            await MeasureAsync(threads, "set-variable, delegate", variable => new SetVariable<int>(variable, context => variable.Get(context) + 1));
        }
    }

    private static async Task MeasureAsync(int threads, string steps, Func<Variable<int>, IActivity> step)
    {
        var builder = new WorkflowBuilder();
        var variable = builder.WithVariable("Count", 0);
        var root = new Sequence();
        for (var index = 0; index < 10; index++)
        {
            root.Activities.Add(step(variable));
        }

        builder.Root = root;
        var graph = WorkflowGraph.Compile(await builder.BuildWorkflowAsync());
        await RunForAsync(graph, threads, Warmup);
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var runs = await RunForAsync(graph, threads, Measured);
        var seconds = watch.Elapsed.TotalSeconds;
        var microseconds = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / runs;
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)runs;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{threads,7}  {steps,-26} {runs / seconds,12:N0} {runs * 10 / seconds,13:N0} {bytes,12:N0} {microseconds,12:N1}"));
    }

    private static async Task<long> RunForAsync(WorkflowGraph graph, int threads, TimeSpan span)
    {
        var workers = Enumerable.Range(0, threads).Select(_ => Task.Run(() => WorkAsync(graph, span)));
        return (await Task.WhenAll(workers)).Sum();
    }

    private static async Task<long> WorkAsync(WorkflowGraph graph, TimeSpan span)
    {
        var runner = new BurstRunner();
        var services = new Silence();
        var watch = Stopwatch.StartNew();
        long runs = 0;
        while (watch.Elapsed < span)
        {
            for (var index = 0; index < 200; index++)
            {
                var context = new WorkflowExecutionContext(graph, Guid.CreateVersion7(), services);
                await runner.RunAsync(context, null, CancellationToken.None);
                if (context.SubStatus != WorkflowSubStatus.Finished)
                {
                    throw new InvalidOperationException($"The workflow ended as {context.SubStatus}.");
                }

                runs++;
            }
        }

        return runs;
    }

    private sealed class Silence : IServiceProvider, IStandardOutStreamProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IStandardOutStreamProvider) ? this : null;

        public TextWriter GetTextWriter() => TextWriter.Null;
    }
}
