namespace Workflows.JavaScript.Benchmarks;

/// <summary>Takes sound scripts apart and puts them together wrongly.</summary>
internal static class Mutation
{
    private static readonly string[] Seeds =
    [
        "class A extends B { constructor() { super(...arguments); this.x = 1 } get y() { return super.y } static z = 1; [k]() {} }",
        "for (const [k, v] of Object.entries({ a: 1, b: [2, { c: 3 }] })) { if (k in o) continue; else break }",
        "label: while (i-- > 0) { switch (i) { case 1: continue label; default: break label } }",
        "let { a = 1, b: { c, ...d } = {}, ...rest } = o ?? {}; [a, , ...b] = [...x]; (function* () {})",
        "try { throw new TypeError(`x${y?.z?.[0]?.(1)}`) } catch ({ message }) { message.replace(/(?<n>a+)|\\b[^x-z]{1,3}?$/giu, (m) => m) } finally { }",
        "var f = async => (a, b = a, ...c) => ({ a, b, c, get d() { return 1 }, 'e': 2, 3: 4, [5]: 6 }); f``;",
        "'use strict'; delete o.p; o.p ||= 1, o.q &&= 2, o.r ??= 3; o.p **= 2; x = y = z >>> 1 ? void 0 : typeof -+!~1",
        "new Map([[1, 2]]).forEach((v, k, m) => m.delete(k)); new Date(2020, 1).toISOString(); JSON.stringify({ toJSON() { return [1] } }, null, 2)",
        "function f(a, a) { return arguments.callee === f && new.target } f.call.apply(f, [1, 2]); var x = 010 + 0x1F + 1e3 + .5 + 1_000",
        "[3, 1, 2].sort((a, b) => a - b).reduce((s, x) => s + x, '').padStart(10, '*').split('').reverse().join('')",
        "Object.defineProperty(Array.prototype, '0', { get() { return this.length }, set(v) { this.length = v } }); var a = []; a[0] = 5; a.length = 3; a.push(1)",
        "do { var i = (i | 0) + 1; if (i > 3) break; else ; } while (i < 10); for (var p in [1, 2]) ; for (;;) { break }",
    ];

    private static readonly string[] Tokens =
    [
        "(", ")", "[", "]", "{", "}", "=>", "...", "?.", "??", "=", "+=", ";", ",", ":", "?", "`", "${", "'", "\"", "/", "\\", "\n", "//", "/*", "*/", "let", "const", "var",
        "class", "extends", "super", "this", "new", "function", "return", "throw", "try", "catch", "finally", "for", "of", "in", "while", "do", "break", "continue", "yield", "await",
        "async", "get", "set", "static", "0", "1e999", "-0", "null", "undefined", "arguments", "eval", "x", "\u2028", "\ud800", "\\u0061", "#a", "import", "with", "delete", "typeof",
        "**", "++", "--", "<!--", "-->", "0n", "/(?:)/", "/[/", "@", "=>{", "){", "Array(1e9)", "'x'.repeat(1e9)", "while(1);", "[].constructor",
    ];

    public static string Next(Random random)
    {
        var text = Seeds[random.Next(Seeds.Length)];
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(7) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, Tokens[random.Next(Tokens.Length)]),
                3 => text.Remove(at, length).Insert(at, Tokens[random.Next(Tokens.Length)]),
                4 => text.Insert(at, Piece(random)),
                5 => text[..at],
                _ => text.Insert(at, ((char)random.Next(32, 127)).ToString()),
            };
        }

        return text;
    }

    private static string Piece(Random random)
    {
        var seed = Seeds[random.Next(Seeds.Length)];
        var at = random.Next(seed.Length);
        return seed.Substring(at, Math.Min(random.Next(1, 30), seed.Length - at));
    }
}
