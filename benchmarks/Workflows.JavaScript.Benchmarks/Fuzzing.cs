using System.Diagnostics;

namespace Workflows.JavaScript.Benchmarks;

/// <summary>Random scripts against the promise that nothing but the two documented exceptions ever comes out, and in time.</summary>
internal static class Fuzzing
{
    private const int AllowedOverrun = 50;
    private static readonly ScriptOptions Options = new()
    {
        MaxSteps = 50_000,
        MaxMemoryBytes = 8 << 20,
        MaxRecursion = 200,
        Timeout = TimeSpan.FromMilliseconds(200),
        RegexTimeout = TimeSpan.FromMilliseconds(25),
        Random = () => 0.5,
    };

    public static int Mutate(int count, int seed)
    {
        var random = new Random(seed);
        return Run(count, _ => Mutation.Next(random));
    }

    public static int Generate(int count, int seed)
    {
        var random = new Random(seed);
        var batch = new List<(string Source, string Result)>();
        var differences = 0;
        var failures = Run(count, _ => new ScriptGenerator(random).Program(), (source, result) =>
        {
            batch.Add((source, result));
            if (batch.Count == 5000)
            {
                differences += NodeComparison.Compare(batch);
                batch.Clear();
            }
        });
        differences += NodeComparison.Compare(batch);
        Console.WriteLine($"{differences} differences from Node.js");
        return failures == 0 && differences == 0 ? 0 : 1;
    }

    private static bool IsLate(Stopwatch watch) => watch.ElapsedMilliseconds > Options.Timeout.TotalMilliseconds + AllowedOverrun;

    /// <summary>Others use the machine too: only a script that is late three times is late because of what it does.</summary>
    private static bool IsLateAgain(string source)
    {
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                new ScriptEngine(Options).Evaluate(Script.Parse(source));
            }
            catch (Exception error) when (error is JavaScriptException or ScriptLimitException)
            {
                // How it ended was looked at the first time; this is about when.
                _ = error;
            }

            if (!IsLate(watch))
            {
                return false;
            }
        }

        return true;
    }

    private static int Run(int count, Func<int, string> make, Action<string, string>? done = null)
    {
        var failures = 0;
        var parsed = 0;
        var limits = 0;
        var slowest = 0L;
        for (var i = 0; i < count; i++)
        {
            var source = make(i);
            string? outcome = null;
            var watch = Stopwatch.StartNew();
            try
            {
                var script = Script.Parse(source);
                parsed++;
                var result = new ScriptEngine(Options).Evaluate(script);
                outcome = result as string ?? $"({result})";
            }
            catch (JavaScriptException error)
            {
                outcome = "throws " + error.ErrorType;
            }
            catch (ScriptLimitException)
            {
                limits++;
            }
#pragma warning disable CA1031 // Any other exception is what this looks for.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failures++;
                Console.WriteLine($"{error.GetType().Name}: {error.Message}\n{error.StackTrace?.Split('\n')[0]}\n{source}\n");
            }

            watch.Stop();
            if (outcome is not null)
            {
                done?.Invoke(source, outcome);
            }

            slowest = Math.Max(slowest, watch.ElapsedMilliseconds);
            if (IsLate(watch) && IsLateAgain(source))
            {
                failures++;
                Console.WriteLine($"took {watch.ElapsedMilliseconds} ms:\n{source}\n");
            }
        }

        Console.WriteLine($"{count} scripts, {parsed} parsed, {limits} reached a limit, slowest {slowest} ms, {failures} failures");
        return failures;
    }
}
