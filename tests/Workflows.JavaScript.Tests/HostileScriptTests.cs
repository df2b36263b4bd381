using FluentAssertions;
using Xunit;

namespace Workflows.JavaScript.Tests;

/// <summary>Scripts that try to hang, exhaust or escape: each must end in one of the two documented ways, and leave nothing behind.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileScriptTests
{
    private static readonly ScriptOptions Limits = new()
    {
        MaxSteps = 300_000,
        MaxMemoryBytes = 16 << 20,
        MaxRecursion = 500,
        Timeout = TimeSpan.FromSeconds(5),
        RegexTimeout = TimeSpan.FromMilliseconds(50),
    };

    public static TheoryData<string> Endless => new()
    {
        "while (true);",
        "while (true) {}",
        "do {} while (true)",
        "for (;;);",
        "for (let i = 0; ; i++) { (() => i)() }",
        "a: for (;;) { continue a }",
        "a: while (true) { for (;;) { continue a } }",
        "for (var x of { [Symbol.iterator]() { return { next() { return { done: false } } } } });",
        "[...{ [Symbol.iterator]() { return { next() { return {} } } } }]",
        "var [...r] = { [Symbol.iterator]() { return { next() { return {} } } } }",
        "Array.from({ [Symbol.iterator]() { return { next() { return {} } } } })",
        "new Set({ [Symbol.iterator]() { return { next() { return {} } } } })",
        "Array.from({ length: 1e15 })",
        "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
        "Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => 0)",
        "Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)",
        "Array.prototype.reverse.call({ length: 2 ** 53 - 1 })",
        "Array.prototype.join.call({ length: 2 ** 53 - 1 })",
        "Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 1)",
        "Array.prototype.unshift.call({ length: 2 ** 53 - 2 }, 1)",
        "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1, 0)",
        "Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 0)",
        "Array.prototype.reduce.call({ length: 2 ** 53 - 1 }, () => 0, 0)",
        "Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)",
        "Array.prototype.sort.call({ length: 2 ** 53 - 1 })",
        "Array.prototype.concat.call([], { length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true })",
        "var m = new Map([[1, 1]]); m.forEach((v, k) => { m.delete(k); m.set(k + 1, 1) })",
        "var s = new Set([1]); for (var x of s) { s.delete(x); s.add(x + 1) }",
        "var a = [1]; for (var x of a) a.push(x)",
        "var n = 0; for (;;) { try { throw n++ } catch (e) {} }",
        "for (;;) { try { continue } finally { } }",
        "while (true) { try { return_ } catch { } }",
        "new Array(4e9).fill()",
        "'aaa'.replace(/a/g, () => { for (;;); })",
        "JSON.parse('[1]', function () { while (1); })",
        "JSON.stringify({ toJSON() { for (;;); } })",
        "[1, 2].sort(() => { for (;;); })",
        "String.raw({ raw: { length: 2 ** 53 - 1 } })",
        "Function.prototype.apply.call(() => {}, null, { length: 1e6 }); for (;;) Function.prototype.apply.call(Math.max, null, { length: 1e5 })",
        "var r = /x/g; r.exec = () => ({ 0: '', index: 0, length: 1 }); 'x'.replace(r, 'y')",
        "var o = {}; for (var i = 0; ; i++) o['k' + i] = i",
        "var e = eval; for (;;) e('1')",
        "var e = eval; e('for (;;);')",
        "switch (1) { default: for (;;) switch (1) { default: } }",
        "Array.prototype.flat.call({ length: 2 ** 53 - 1 })",
        "Array.prototype.toSorted.call({ length: 4294967295 })",
        "Array.prototype.with.call({ length: 4294967295 }, 0, 1)",
        "new Map({ [Symbol.iterator]() { return { next() { return { value: [1, 2] } } } } })",
        "new WeakSet({ [Symbol.iterator]() { return { next() { return { value: {} } } } } })",
        "Object.fromEntries({ [Symbol.iterator]() { return { next() { return { value: ['a', 1] } } } } })",
        "Math.max(...{ [Symbol.iterator]() { return { next() { return { value: 1 } } } } })",
        "`${{ toString() { for (;;); } }}`",
        "({ get x() { for (;;); } }).x",
        "({ set x(v) { for (;;); } }).x = 1",
        "new (class { constructor() { for (;;); } })",
        "class A { static x = (() => { for (;;); })() }",
        "(() => { for (;;); })`x`",
        "Reflect.construct(function () { for (;;); }, [])",
        "new Date().setTime({ valueOf() { for (;;); } })",
        "parseInt({ toString() { for (;;); } })",
        "'x'.replace(/x/, { toString() { for (;;); } })",
        "Object.defineProperty({}, 'x', { get value() { for (;;); } })",
        "Symbol({ toString() { for (;;); } })",
        "try { throw 1 } finally { for (;;); }",
        "do try { continue } finally { continue } while (true)",
        "for (;;) (1e300).toString(2) + (1e-300).toString(3)",
        "for (;;) (1.1).toFixed(100) + (5e-324).toPrecision(100)",
        "var r = /a/y; for (;;) r.test('b')",
        "for (;;) { try { null.x } catch { } }",
        "for (;;) Object.groupBy([1, 2, 3], x => x)",
    };

    public static TheoryData<string> Hungry => new()
    {
        "'x'.repeat(1e9)",
        "'x'.repeat(2 ** 28)",
        "'x'.padStart(2 ** 28)",
        "'x'.padEnd(2 ** 29, 'ab')",
        "var s = 'x'; for (;;) s += s",
        "var s = 'x'; for (;;) s = `${s}${s}`",
        "var s = 'ab'; for (;;) s = s.replace(/./g, '$&$&')",
        "var s = 'ab'; for (;;) s = s.split('').join(s)",
        "var s = 'ab'; for (;;) s = s.concat(s, s)",
        "var s = 'ab'; for (;;) s = encodeURIComponent('%' + s + s)",
        "var s = 'x'; for (;;) { s += 'y'; s.charCodeAt(0) }",
        "var a = []; for (;;) a.push(a)",
        "var a = []; for (;;) a.push(new Array(1000).fill(0))",
        "var a = [1]; for (;;) a = a.concat(a)",
        "var a = [1]; for (;;) a = [...a, ...a]",
        "var a = [[1]]; for (;;) a = [a, a].flat(Infinity)",
        "var o = {}; for (;;) o = { o, p: { ...o } }",
        "var f = () => 0; for (;;) { let g = f; f = () => g }",
        "var m = new Map; for (var i = 0; ; i++) m.set(i, {})",
        "var x = []; for (;;) x = JSON.parse(JSON.stringify([x, x]))",
        "var s = 'abc'; for (;;) s = JSON.stringify(s)",
        "var e = eval; for (;;) e('var f = () => ' + Math.random())",
        "Array(1e6).join('abcdefghijklmnop')",
        "[...Array(1e7)].map(() => ({}))",
        "for (;;) new Error('x'.repeat(1000))",
        "var s = 'aaaaaaaaaa'.repeat(1e5); s.replace(/a/g, s)",
        "'a'.repeat(1e6).split('').map(x => x.repeat(1000))",
        "var a = []; a.length = 4294967295; a.fill(1)",
        "JSON.stringify(Array(1e6).fill({ a: 1 }), null, '          ')",
        "'a'.repeat(1e6).replaceAll('a', 'x'.repeat(1e5))",
        "'a'.repeat(1e6).replace(/a/g, '$`$\\'')",
        "JSON.stringify('\\u0001'.repeat(2e6))",
        "JSON.parse('[' + '[],'.repeat(1e6) + '0]')",
        "for (var i = 0; ; i++) Symbol.for('s' + i)",
        "var m = new WeakMap; for (;;) m.set({}, {})",
        "Object.fromEntries(Array.from({ length: 1e6 }, (x, i) => ['k' + i, i]))",
        "for (;;) Object.entries('x'.repeat(1e5))",
        "'x'.repeat(5e6).split('')",
        "[...'x'.repeat(5e6)]",
        "'x'.repeat(4e6).match(/x/g)",
        "[...'x'.repeat(4e6).matchAll(/x/g)]",
        "'x'.repeat(4e6).split(/(x)/)",
        "for (;;) 'x'.repeat(1e6).toUpperCase().normalize()",
        "String.raw({ raw: 'x'.repeat(1e6) }, ...'y'.repeat(1e5))",
        "for (;;) decodeURI('%41'.repeat(1e5))",
        "escape('\\u00e9'.repeat(2e6))",
        "var b = () => 1; for (;;) b = b.bind(null, 1, 2, 3, 4, 5, 6, 7, 8, 9)",
        "for (;;) new Date().toString()",
        "var r = []; for (;;) r.push(/a/g)",
        "Array(1e5).fill('x'.repeat(1e4)).join()",
        "[].concat(...Array(1e4).fill(Array(1e4).fill(1)))",
        "Array.from({ length: 1e4 }, () => Array(1e4).fill(0))",
        "new Set(Array.from({ length: 1e6 }, (_, i) => i))",
        "var o = {}; for (var i = 0; ; i++) Object.defineProperty(o, 'p' + i, { get() { return 1 } })",
        "for (;;) c = class { a = 1; b() { } }",
        "function f(...a) { return f(...a, ...a) } f(1)",
        "var x = 'x'.repeat(1e6); for (;;) x.link(x)",
        "'x'.anchor('\"'.repeat(3e6))",
        "'\\u0390'.repeat(3e6).toUpperCase()",
        "'x'.repeat(3e6).replace(/x/gi, c => c + c + c)",
        "var a = []; a[1e6] = 1; for (;;) a = a.concat(a)",
        "var s = ''; for (;;) s = `<${s}>${s}`",
    };

    public static TheoryData<string> Deep => new()
    {
        "function f() { f() } f()",
        "var f = () => f(); f()",
        "var o = { get x() { return this.x } }; o.x",
        "var o = { toString() { return '' + this } }; '' + o",
        "var o = { valueOf() { return +this } }; +o",
        "var o = { [Symbol.toPrimitive]() { return `${this}` } }; `${o}`",
        "class A { constructor() { new A } } new A",
        "class A { static [Symbol.hasInstance](x) { return x instanceof A } } 1 instanceof A",
        "var a = []; for (var i = 0; i < 50000; i++) a = [a]; a.toString()",
        "var a = []; for (var i = 0; i < 20000; i++) a = [a]; JSON.stringify(a)",
        "var a = []; for (var i = 0; i < 20000; i++) a = [a]; a.flat(Infinity)",
        "JSON.parse('['.repeat(50000))",
        "JSON.parse('{\"a\":'.repeat(50000))",
        "var f = x => x; for (var i = 0; i < 20000; i++) f = f.bind(null); f()",
        "var e = eval; var s = 'e(s)'; e(s)",
        "(0, eval)('['.repeat(60000))",
        "[1, 2, 3].sort(function c() { [1, 2].sort(c); return 0 })",
        "'a'.replace(/a/, function r() { return 'a'.replace(/a/, r) })",
        "JSON.stringify({ toJSON() { return JSON.stringify(this) } })",
        "JSON.parse('[1]', function r(k, v) { return JSON.parse('[1]', r) })",
        "var o = {}; for (var i = 0; i < 12000; i++) o = Object.create(o); o.missing",
        "function f() { try { f() } finally { f() } } f()",
        "function f() { try { f() } catch (e) { f() } } f()",
        "Array.from([1], function g() { return Array.from([1], g) })",
        "function tag(s) { return tag`x` } tag`y`",
        "Reflect.apply(function f() { Reflect.apply(f, null, []) }, null, [])",
        "(function f() { [1].forEach(f) })()",
        "(function f() { new Map([[1, 1]]).forEach(f) })()",
        "(function f() { Reflect.construct(f, []) })()",
        "(function f() { return JSON.parse('1', f) })()",
        "(function f() { return `${{ toString: f }}` })()",
        "(function f() { f.call.call(f) })()",
        "var b = function () { c() }; var c = b.bind(); c()",
        "(function f() { for (var x of { [Symbol.iterator]: f }); })()",
        "(function f() { return [...{ [Symbol.iterator]: f }] })()",
        "(function f() { return ({ get x() { return f() } }).x })()",
        "(function f() { class A { static x = f() } })()",
        "(function f(a = f()) { })()",
        "(function f({ x = f() } = {}) { })()",
        "(function f() { 'a'.split({ [Symbol.split]: f }) })()",
        "(function f() { return 1 + { [Symbol.toPrimitive]: f } })()",
        "(function f() { return 1 instanceof { [Symbol.hasInstance]: f } })()",
        "(function f() { return ({})[{ toString: f }] })()",
        "(function f() { [...[1]].sort.call([2, 1], f) })()",
        "(function f() { switch (1) { case f(): } })()",
        "(function f() { l: { try { return f() } finally { break l } } })()",
        "var s = 'x'; for (var i = 0; i < 90000; i++) s = 'y' + s; s.charCodeAt(0)",
        "var o = null; for (var i = 0; i < 30000; i++) o = { o }; JSON.stringify(o)",
        "class A extends null { static f() { return super.f ? 1 : A.f() } } A.f()",
        "(0, eval)('1' + '+1'.repeat(50000))",
        "(0, eval)('a' + '.b'.repeat(50000))",
        "(0, eval)('(function(){'.repeat(5000) + '})'.repeat(5000))",
        "(0, eval)('`${'.repeat(5000) + '1' + '}`'.repeat(5000))",
    };

    public static TheoryData<string> Regexes => new()
    {
        "/(a+)+$/.test('a'.repeat(40) + 'b')",
        "/(a|aa)+$/.test('a'.repeat(60) + 'b')",
        "/(.*)*x/.test('a'.repeat(40))",
        "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))",
        "/(x+x+)+y/.test('x'.repeat(40))",
        "new RegExp('(a?){50}a{50}').test('a'.repeat(50))",
        "'a'.repeat(30000).match(/(?:a*)*b/)",
        "/(?=(a+)+b)/.test('a'.repeat(50))",
        "new RegExp('('.repeat(10000) + ')'.repeat(10000))",
        "new RegExp('a'.repeat(100000))",
        "/((a{0,1000}){0,1000}){0,1000}b/.test('a'.repeat(1000))",
        "for (;;) new RegExp('a' + Math.random())",
        "/(a+)+$/i.test('a'.repeat(40) + 'b')",
        "/(?<=(a+)+)b/.test('a'.repeat(60))",
        "/^(?:\\w+\\s?)+$/u.test('a'.repeat(60) + '!')",
        "/(?:(?:a|a)*)*$/.test('a'.repeat(40) + 'b')",
        "/(.+)\\1+$/.test('ab'.repeat(3000) + 'c')",
        "'x'.repeat(1e5).replace(/(x+)+y/, '')",
        "'a'.repeat(1e5).split(/(?=a*b)/)",
        "for (;;) new RegExp('[\\\\0-\\\\uffff]'.repeat(1000), 'i')",
        "new RegExp('(?:a{1,1000}){1,1000}$').test('a'.repeat(5000) + 'b')",
        "new RegExp('\\\\p{L}'.repeat(3000), 'iu')",
    };

    public static TheoryData<string> Tricks => new()
    {
        "var a = [3, 2, 1, 5, 4]; a.sort(() => { a.length = 0; return -1 })",
        "var a = [3, 2, 1]; a.sort((x, y) => { a.push(1); return Math.random() - 0.5 })",
        "[5, 1, 4].sort(() => NaN)",
        "[5, 1, 4].sort(() => { throw 1 })",
        "Object.setPrototypeOf(Object.prototype, {})",
        "var p = {}; Object.setPrototypeOf(p, Object.create(p))",
        "Array.prototype.__proto__ = new Array(5); [].concat([1])",
        "Object.defineProperty(Object.prototype, '0', { get() { return [][0] } }); [][0]",
        "Object.prototype.then = 1; Object.prototype.length = 5; [].concat({})",
        "var a = [1, 2, 3]; a.map((x, i) => { a.length = 0; return x })",
        "var a = [1, 2, 3]; a.splice({ valueOf() { a.length = 0; return 0 } }, 2)",
        "var a = [1, 2, 3]; a.fill(0, { valueOf() { a.length = 1; return 0 } })",
        "var a = []; a[4294967294] = 1; a.push(1)",
        "String.prototype.split = null; 'a'.split()",
        "Array.prototype[Symbol.iterator] = function () { return { next() { throw 1 } } }; [...[1]]",
        "delete globalThis.Object; delete globalThis.Array; [].map(x => x)",
        "globalThis.undefined = 1; undefined = 2",
        "Object.freeze(globalThis); x = 1",
        "var o = { get a() { delete this.a; return 1 } }; Object.assign({}, o, o)",
        "arguments",
        "new (class extends null {})",
        "(function () { arguments.length = 1e9; return [...arguments] })()",
        "Function.prototype.call.call.call(Function.prototype.apply, 1)",
        "({}).toString.constructor.constructor('x')()",
        "super_ = class { m() { return super.x } }; new super_().m.call(null)",
        "JSON.stringify({ get a() { throw new Error(this) } })",
        "throw { get constructor() { for (;;); }, get message() { for (;;); } }",
        "throw Object.create(null)",
        "throw { toString() { for (;;); } }",
        "var e = new Error('x'); e.message = e; throw e",
    };

    [Theory]
    [MemberData(nameof(Endless))]
    [MemberData(nameof(Hungry))]
    [MemberData(nameof(Deep))]
    [MemberData(nameof(Regexes))]
    [MemberData(nameof(Tricks))]
    public void A_hostile_script_ends_in_a_documented_way(string source)
    {
        var before = GC.GetTotalMemory(true);

        var problem = Record.Exception(() => new ScriptEngine(Limits).Evaluate(Script.Parse(source)));

        (problem is null or JavaScriptException or ScriptLimitException).Should().BeTrue($"not {problem}");
        (GC.GetTotalMemory(true) - before).Should().BeLessThan(24 << 20);
        new ScriptEngine(Limits).Evaluate(Script.Parse("[1, 2].map(x => x + 1).join()")).Should().Be("2,3");
    }

    [Theory]
    [MemberData(nameof(Endless))]
    [MemberData(nameof(Hungry))]
    [MemberData(nameof(Tricks))]
    public void What_a_script_allocates_is_bounded_by_its_limits(string source)
    {
        var script = Script.Parse(source);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Record.Exception(() => new ScriptEngine(Limits).Evaluate(script));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 * Limits.MaxMemoryBytes);
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void An_endless_script_reaches_a_limit(string source)
    {
        var act = () => new ScriptEngine(Limits).Evaluate(Script.Parse(source));

        act.Should().Throw<Exception>().Which.Should().Match(e => e is ScriptLimitException || e is JavaScriptException);
    }

    [Fact]
    public void A_limit_cannot_be_caught()
    {
        var script = Script.Parse("try { for (;;); } catch (e) { 'caught' } finally { 'finally' }");
        var act = () => new ScriptEngine(Limits).Evaluate(script);

        act.Should().Throw<ScriptLimitException>().Which.Limit.Should().Be(ScriptLimit.Steps);
    }

    [Fact]
    public void Recursion_ends_with_a_range_error_that_can_be_caught()
    {
        var script = Script.Parse("function f(n) { return 1 + f(n + 1) } try { f(0) } catch (e) { e.name + e.message }");

        new ScriptEngine(Limits).Evaluate(script).Should().Be("RangeErrorMaximum call stack size exceeded");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("!")]
    [InlineData("a?b:")]
    [InlineData("x=>")]
    [InlineData("`${")]
    [InlineData("if(1)")]
    [InlineData("function f(){")]
    [InlineData("new ")]
    [InlineData("a=>{")]
    [InlineData("a,")]
    [InlineData("a+")]
    [InlineData("a.")]
    [InlineData("a**")]
    [InlineData("l:")]
    public void Deeply_nested_text_is_refused_before_the_stack_is_used_up(string piece)
    {
        var source = string.Concat(Enumerable.Repeat(piece, 100_000)) + "1";
        var problem = Record.Exception(() => new ScriptEngine(Limits).Evaluate(Script.Parse(source)));

        (problem is null or JavaScriptException or ScriptLimitException).Should().BeTrue($"not {problem?.GetType()}");
    }

    [Fact]
    public void Deep_recursion_is_stopped_by_the_stack_itself_when_the_limit_is_too_high()
    {
        var options = new ScriptOptions { MaxRecursion = int.MaxValue, MaxSteps = 10_000_000 };
        string? outcome = null;
        var thread = new Thread(() => outcome = (string?)new ScriptEngine(options).Evaluate(Script.Parse(
            "function f() { return [1].map(() => `${f()}`)[0] } try { f() } catch (e) { e.name }")), 512 * 1024);
        thread.Start();
        thread.Join();

        outcome.Should().Be("RangeError");
    }

    [Fact]
    public void An_evaluation_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var engine = new ScriptEngine(new ScriptOptions { MaxSteps = long.MaxValue, Timeout = Timeout.InfiniteTimeSpan });
        engine.SetFunction("stop", _ =>
        {
            cancellation.Cancel();
            return null;
        });
        var act = () => engine.Evaluate(Script.Parse("stop(); for (;;);"), cancellation.Token);

        act.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_wall_time_limit_ends_the_script()
    {
        var engine = new ScriptEngine(new ScriptOptions { MaxSteps = long.MaxValue, Timeout = TimeSpan.FromMilliseconds(20) });
        var act = () => engine.Evaluate(Script.Parse("for (;;);"));

        act.Should().Throw<ScriptLimitException>().Which.Limit.Should().Be(ScriptLimit.Time);
    }

    [Theory]
    [InlineData("for (;;) order.note")]
    [InlineData("var a = []; for (;;) a.push(order.lines[0].note)")]
    [InlineData("for (;;) JSON.stringify(order)")]
    [InlineData("for (;;) ({ ...order })")]
    public void What_is_read_from_a_document_of_the_host_is_bounded(string source)
    {
        using var document = System.Text.Json.JsonDocument.Parse(
            $$"""{ "note": "{{new string('x', 100_000)}}", "lines": [{ "note": "{{new string('y', 100_000)}}" }] }""");
        var engine = new ScriptEngine(Limits);
        engine.SetValue("order", document);
        var script = Script.Parse(source);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Record.Exception(() => engine.Evaluate(script)).Should().BeOfType<ScriptLimitException>();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 * Limits.MaxMemoryBytes);
    }

    [Fact]
    public void Texts_from_the_host_count_as_memory()
    {
        var engine = new ScriptEngine(Limits);
        engine.SetFunction("big", _ => new string('x', 1 << 20));
        var act = () => engine.Evaluate(Script.Parse("for (;;) big()"));

        act.Should().Throw<ScriptLimitException>().Which.Limit.Should().Be(ScriptLimit.Memory);
    }
}
