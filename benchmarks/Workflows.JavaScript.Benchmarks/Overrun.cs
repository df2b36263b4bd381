using System.Diagnostics;

namespace Workflows.JavaScript.Benchmarks;

/// <summary>Scripts with single operations that take long: how far beyond the wall time limit do they come?</summary>
internal static class Overrun
{
    private static readonly string[] Scripts =
    [
        "var s = 'x'.repeat(1e7); for (;;) s.toUpperCase()",
        "var s = 'x'.repeat(1e7); for (;;) s.indexOf('y')",
        "var s = 'a'.repeat(1e6), t = 'a'.repeat(5e5) + 'b'; for (;;) s.indexOf(t)",
        "var s = 'a'.repeat(1e6), t = 'a'.repeat(5e5) + 'b'; for (;;) s.lastIndexOf(t)",
        "var s = 'a'.repeat(1e6), t = 'a'.repeat(30) + 'b'; for (;;) s.indexOf(t)",
        "var s = 'a'.repeat(1e6), t = 'a'.repeat(5e5) + 'b'; for (;;) s.replaceAll(t, 'x')",
        "var s = 'a'.repeat(1e6), t = 'a'.repeat(5e5) + 'b'; for (;;) s.split(t)",
        "var s = 'x'.repeat(1e7); for (;;) s.normalize('NFD')",
        "var s = 'x'.repeat(1e7); for (;;) JSON.stringify(s)",
        "var s = 'x'.repeat(1e6); for (;;) s.replace(/x/g, '')",
        "var s = 'x'.repeat(1e6); for (;;) s.split('')",
        "var s = 'x'.repeat(1e7); for (;;) encodeURIComponent(s)",
        "var s = '%41'.repeat(3e6); for (;;) decodeURIComponent(s)",
        "var s = 'x'.repeat(1e7); for (;;) s.localeCompare(s + 'a')",
        "var s = 'x'.repeat(1e7); for (;;) s.toWellFormed()",
        "var s = ' '.repeat(1e7); for (;;) s.trim()",
        "var s = '1'.repeat(1e7); for (;;) Number(s)",
        "var s = '1'.repeat(1e7); for (;;) parseFloat(s)",
        "var s = '1'.repeat(1e7); for (;;) parseInt(s, 7)",
        "var s = '0x' + '1'.repeat(1e7); for (;;) +s",
        "var s = 'x'.repeat(1e7), t = 'x'.repeat(1e7); for (;;) s === t",
        "var s = 'x'.repeat(1e7), t = 'x'.repeat(1e7) + 'y'; for (;;) s < t",
        "var a = Array(1e6).fill(1); for (;;) a.indexOf(2)",
        "var a = Array(5e5).fill(1); for (;;) a.sort()",
        "var a = Array(5e5).fill(1); for (;;) a.join()",
        "var a = Array(5e5).fill(1); for (;;) a.shift()",
        "var a = Array(5e5).fill(1); for (;;) a.unshift(1)",
        "var a = Array(1e6).fill(1); for (;;) Math.max.apply(null, a)",
        "var a = Array(1e6).fill(1); for (;;) Math.max(...a)",
        "var o = {}; for (var i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) Object.keys(o)",
        "var o = {}; for (var i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) for (var k in o) break",
        "var o = {}; for (var i = 0; i < 2e5; i++) o[(i * 65536) >>> 0] = 1; for (;;) o.x",
        "for (;;) new RegExp('(a)'.repeat(3000))",
        "for (;;) new RegExp('[' + '\\\\u0041-\\\\u0042'.repeat(500) + ']')",
        "for (var i = 0; ; i++) new RegExp('(?:(a|b)*)*'.repeat(200) + i)",
        "for (;;) /\\p{L}+/u.test('x'.repeat(1e6))",
        "'a'.repeat(30000).match(/(?:a*)*b/)",
        "for (;;) /^(a+)+$/.test('a'.repeat(30) + 'b')",
        "for (;;) JSON.parse('[' + '1,'.repeat(1e6) + '1]')",
        "for (;;) JSON.parse('[' + '[],'.repeat(3e5) + '1]')",
        "var m = new Map; for (var i = 0; ; i++) m.set('k' + i, i)",
        "for (;;) { try { null.x } catch { } }",
        "function f(n) { try { return n ? f(n - 1) : null.x } finally { } } for (;;) { try { f(300) } catch { } }",
        "for (;;) (1.1).toFixed(100) + (1e300).toString(2)",
        "var f = x => x; for (var i = 0; i < 3000; i++) f = f.bind(0, 1); for (;;) { try { f() } catch { } }",
        "for (;;) String.fromCharCode.apply(null, Array(5e5).fill(65))",
        "for (;;) structured(Object.assign({}, 'x'.repeat(1e5)))",
        "var s = 'x'.repeat(1e6); for (;;) Object.keys(s)",
        "for (;;) Array.from('x'.repeat(1e6))",
    ];

    public static int Print()
    {
        var failures = 0;
        foreach (var source in Scripts)
        {
            var options = new ScriptOptions { Timeout = TimeSpan.FromMilliseconds(150), MaxSteps = long.MaxValue, MaxMemoryBytes = 1L << 40 };
            var script = Script.Parse(source);
            var watch = Stopwatch.StartNew();
            var outcome = "ended";
            try
            {
                new ScriptEngine(options).Evaluate(script);
            }
            catch (ScriptLimitException limit)
            {
                outcome = limit.Limit.ToString();
            }
            catch (JavaScriptException error)
            {
                outcome = error.Message;
            }

            var over = watch.ElapsedMilliseconds - 150;
            failures += over > 50 ? 1 : 0;
            Console.WriteLine($"{(over > 50 ? "LATE " : "")}{Math.Max(over, 0),6} ms over  {outcome,-8} {source}");
        }

        return failures;
    }
}
