using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Workflows.JavaScript.Benchmarks;

/// <summary>The figures that matter for expressions, each after warm-up, on one core, with Node.js beside them.</summary>
internal static class Figures
{
    public static void Print()
    {
        using var document = JsonDocument.Parse(Order());
        var variables = new Dictionary<string, object?>
        {
            ["order"] = document.RootElement,
            ["customer"] = new Dictionary<string, object?> { ["tier"] = "gold" },
        };
        var input = new Dictionary<string, object?> { ["amount"] = 1500 };
        var filter = Script.Parse("variables.order.lines.filter(x => x.qty > 1).length");
        var condition = Script.Parse("input.amount > 1000 && variables.customer.tier === 'gold'");
        var engine = new ScriptEngine(new ScriptOptions { MaxSteps = long.MaxValue, MaxMemoryBytes = long.MaxValue, Timeout = Timeout.InfiniteTimeSpan });
        engine.SetValue("variables", variables);
        engine.SetValue("input", input);
        var loop = Script.Parse("(function () { let s = 0; for (let i = 0; i < 1e7; i++) { s += i } return s })()");
        var globalLoop = Script.Parse("var t = 0; for (var i = 0; i < 1e7; i++) { t += i } t");
        var source = Source();

        Line("filter of 100 JSON lines, engine kept", "us", Measure(() => engine.Evaluate(filter), 20_000), 15);
        Line("filter of 100 JSON lines, fresh engine", "us", Measure(() => Fresh(variables, input).Evaluate(filter), 20_000), 15);
        Line("condition, engine kept", "us", Measure(() => engine.Evaluate(condition), 200_000), 1);
        Line("condition, fresh engine", "us", Measure(() => Fresh(variables, input).Evaluate(condition), 100_000), double.NaN);
        Line("fresh engine", "us", Measure(() => new ScriptEngine(), 500_000), 2);
        Line("fresh engine", "bytes", Bytes(() => new ScriptEngine()), 2048);
        var parse = Measure(() => Script.Parse(source), 60);
        Line("parsing", "MB/s", source.Length / parse, double.NaN);
        Line("numeric loop in a function, 10 million rounds", "ms", Measure(() => engine.Evaluate(loop), 3) / 1000, 1000);
        Line("numeric loop on globals, 10 million rounds", "ms", Measure(() => engine.Evaluate(globalLoop), 3) / 1000, 1000);
        Node();
    }

    private static ScriptEngine Fresh(object variables, object input)
    {
        var engine = new ScriptEngine();
        engine.SetValue("variables", variables);
        engine.SetValue("input", input);
        return engine;
    }

    private static void Line(string what, string unit, double value, double limit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-50} {value,10:0.##} {unit,-6} {(double.IsNaN(limit) ? "" : $"limit {limit}")}"));

    /// <summary>Microseconds per call: the best of five rounds after a warm-up, because others use the machine too.</summary>
    private static double Measure(Func<object?> work, int count)
    {
        var warm = Stopwatch.StartNew();
        while (warm.ElapsedMilliseconds < 1500)
        {
            work();
        }

        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
            {
                work();
            }

            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / count);
        }

        return best;
    }

    private static double Bytes(Func<object?> work)
    {
        const int Count = 10_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
    }

    private static string Order()
    {
        var lines = Enumerable.Range(1, 100).Select(i => new { sku = $"SKU-{i}", name = $"Article {i}", qty = i % 5, price = i * 1.25 });
        return JsonSerializer.Serialize(new { id = "A-1", lines });
    }

    private static string Source()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 400_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                // Prices one line of an order.
                function price{{i}}(line, customer) {
                    const base = line.qty * line.price;
                    let discount = customer.tier === 'gold' ? 0.1 : customer.orders.length > 10 ? 0.05 : 0;
                    for (const rule of customer.rules) {
                        if (rule.applies(line) && !rule.expired) { discount = Math.max(discount, rule.value); }
                    }
                    return { sku: line.sku, total: Math.round(base * (1 - discount) * 100) / 100, text: `${line.qty} x ${line.name}` };
                }

                """);
        }

        return text.ToString();
    }

    private static void Node()
    {
        var script = """
            const order = JSON.parse(process.argv[1]); const variables = { order, customer: { tier: 'gold' } }; const input = { amount: 1500 };
            const vm = require('vm');
            function measure(f, n) { const t = Date.now(); while (Date.now() - t < 1000) f(); let best = 1e18; for (let r = 0; r < 5; r++) { const s = process.hrtime.bigint(); for (let i = 0; i < n; i++) f(); best = Math.min(best, Number(process.hrtime.bigint() - s) / n / 1000) } return best.toFixed(3) }
            let sink; globalThis.variables = variables; globalThis.input = input;
            const filter = new vm.Script("variables.order.lines.filter(x => x.qty > 1).length"), cond = new vm.Script("input.amount > 1000 && variables.customer.tier === 'gold'");
            console.log('node: filter', measure(() => sink = filter.runInThisContext(), 20000), 'us');
            console.log('node: condition', measure(() => sink = cond.runInThisContext(), 100000), 'us');
            console.log('node: fresh context', measure(() => sink = vm.createContext({}), 50), 'us');
            console.log('node: loop', measure(() => { let s = 0; for (let i = 0; i < 1e7; i++) { s += i } sink = s }, 3) / 1000, 'ms');
            const src = process.argv[2]; let n = 0; console.log('node: parsing (lazy)', (src.length / measure(() => sink = new vm.Script(src + '//' + n++), 20)).toFixed(1), 'MB/s');
            """;
        try
        {
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add(script);
            start.ArgumentList.Add(Order());
            start.ArgumentList.Add(Source()[..Source().LastIndexOf("// Prices", 100_000, StringComparison.Ordinal)]);
            using var node = Process.Start(start)!;
            Console.WriteLine(node.StandardOutput.ReadToEnd());
            node.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("Node.js is not installed; no yardstick.");
        }
    }
}
