using FluentAssertions;
using Xunit;

namespace Workflows.JavaScript.Tests;

public sealed class EvaluationTests
{
    public static TheoryData<string, object?> Expressions => new()
    {
        { "1 + 2 * 3", 7d },
        { "'a' + 1", "a1" },
        { "undefined", null },
        { "null", null },
        { "[1, 2, 3].map(x => x * 2).join()", "2,4,6" },
        { "let { a, ...rest } = { a: 1, b: 2 }; JSON.stringify(rest)", "{\"b\":2}" },
        { "`${1 + 1}-${'x'.repeat(3)}`", "2-xxx" },
        { "var o = { a: { b: null } }; o?.a?.b?.c ?? 'none'", "none" },
        { "class A { constructor(x) { this.x = x } get twice() { return this.x * 2 } } class B extends A { m() { return super.twice + 1 } } new B(4).m()", 9d },
        { "function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) } f(12)", 144d },
        { "var fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map(f => f()).join()", "0,1,2" },
        { "try { null.x } catch (e) { e.name + ': ' + e.message }", "TypeError: Cannot read properties of null (reading 'x')" },
        { "outer: for (var i = 0; i < 3; i++) { for (;;) { continue outer } } i", 3d },
        { "'2024-02-29'.replace(/(?<y>\\d+)-(\\d+)/, '$<y>/$2')", "2024/02-29" },
        { "new Map([['a', 1]]).get('a') + new Set([1, 1, 2]).size", 3d },
        { "[3, 1, 2].sort((a, b) => b - a).toString()", "3,2,1" },
        { "new Date(Date.UTC(2024, 1, 29)).toISOString()", "2024-02-29T00:00:00.000Z" },
        { "var s = Symbol('x'); typeof s + String(s)", "symbolSymbol(x)" },
        { "0.1 + 0.2", 0.30000000000000004 },
        { "(1e21).toString() + (123.456).toFixed(1) + (255).toString(16)", "1e+21123.5ff" },
        { "if (true) { 5 } else { 6 }", 5d },
        { "switch (2) { case 1: 'one'; break; default: 'other' }", "other" },
        { "(function () { return typeof this })()", "object" },
        { "'use strict'; (function () { return typeof this })()", "undefined" },
        { "String(parseInt('12px')) + parseFloat('1.5e1x')", "1215" },
        { "var x = 1; (function () { var x = 2; return (0, eval)('x + 1') })()", 2d },
        { "try { (0, eval)('}') } catch (e) { e.name }", "SyntaxError" },
        { "encodeURIComponent('ä&') + decodeURIComponent('%E2%82%AC')", "%C3%A4%26€" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Script_completes_with(string source, object? expected) =>
        new ScriptEngine().Evaluate(Script.Parse(source)).Should().Be(expected);

    [Theory]
    [InlineData("return 1 + 1", 2d)]
    [InlineData("if (true) { for (;;) { return 'x' } } 'y'", "x")]
    [InlineData("'last'", "last")]
    [InlineData("5; return", null)]
    public void A_body_may_return(string source, object? expected)
    {
        new ScriptEngine().Evaluate(Script.ParseBody(source)).Should().Be(expected);

        if (source.Contains("return", StringComparison.Ordinal))
        {
            FluentActions.Invoking(() => Script.Parse(source)).Should().Throw<JavaScriptException>().Which.ErrorType.Should().Be("SyntaxError");
        }
    }

    [Fact]
    public void Objects_and_arrays_come_out_as_dictionaries_and_lists()
    {
        var result = new ScriptEngine().Evaluate(Script.Parse("({ a: 1, b: [true, 'x', null], f() {} })"));

        result.Should().BeOfType<Dictionary<string, object?>>().Which.Should().BeEquivalentTo(
            new Dictionary<string, object?> { ["a"] = 1d, ["b"] = new List<object?> { true, "x", null } });
    }

    [Fact]
    public void A_date_comes_out_as_a_moment_in_time() =>
        new ScriptEngine().Evaluate(Script.Parse("new Date(0)")).Should().Be(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_structure_that_contains_itself_cannot_come_out()
    {
        var act = () => new ScriptEngine().Evaluate(Script.Parse("var a = []; a.push(a); a"));

        act.Should().Throw<JavaScriptException>().Which.ErrorType.Should().Be("TypeError");
    }

    [Fact]
    public void Scripts_of_one_engine_share_globals_and_a_fresh_engine_has_none()
    {
        var engine = new ScriptEngine();
        engine.Evaluate(Script.Parse("var a = 1; let b = 2; function f() { return a + b }"));

        engine.Evaluate(Script.Parse("f()")).Should().Be(3d);
        engine.GetValue("b").Should().Be(2d);
        new ScriptEngine().Evaluate(Script.Parse("typeof a + typeof b + typeof f")).Should().Be("undefinedundefinedundefined");
    }

    [Fact]
    public void A_changed_prototype_stays_in_its_engine()
    {
        new ScriptEngine().Evaluate(Script.Parse("Array.prototype.map = 1; Object.prototype.evil = 2; delete Math.max"));

        new ScriptEngine().Evaluate(Script.Parse("typeof [].map + typeof ({}).evil + Math.max(1, 2)")).Should().Be("functionundefined2");
    }

    [Fact]
    public void A_script_is_shared_by_threads()
    {
        var script = Script.Parse("function f(n) { let s = 0; for (let i = 0; i < n; i++) { s += [i, i + 1].map(x => x * k)[1] } return s } f(200)");
        var results = new object?[16];

        Parallel.For(0, results.Length, i =>
        {
            var engine = new ScriptEngine();
            engine.SetValue("k", i);
            results[i] = engine.Evaluate(script);
        });

        results.Should().Equal(Enumerable.Range(0, 16).Select(k => (object?)(double)(k * 20100)));
    }

    [Theory]
    [InlineData("let x = ;", 1, 9)]
    [InlineData("a\n  b c", 2, 5)]
    [InlineData("'abc", 1, 1)]
    public void A_syntax_error_has_its_place(string source, int line, int column)
    {
        var act = () => Script.Parse(source, "test");

        var error = act.Should().Throw<JavaScriptException>().Which;
        error.ErrorType.Should().Be("SyntaxError");
        error.ScriptName.Should().Be("test");
        (error.Line, error.Column).Should().Be((line, column));
    }

    [Fact]
    public void A_thrown_error_has_its_place_snippet_and_stack()
    {
        var script = Script.Parse("function inner() {\n  return missing + 1;\n}\ninner();", "order");
        var act = () => new ScriptEngine().Evaluate(script);

        var error = act.Should().Throw<JavaScriptException>().Which;
        error.ErrorType.Should().Be("ReferenceError");
        error.Message.Should().Be("missing is not defined");
        error.Line.Should().Be(2);
        error.Column.Should().Be(10);
        error.Snippet.Should().Be("return missing + 1;");
        error.ScriptStack.Should().Contain("at inner (order:2:10)").And.Contain("at script (order:4:");
    }

    [Fact]
    public void A_place_is_right_whatever_ends_the_lines()
    {
        var script = Script.Parse("var a;\r\nvar b;\u2028var c;\rvar d;\n  missing", "order");

        var error = FluentActions.Invoking(() => new ScriptEngine().Evaluate(script)).Should().Throw<JavaScriptException>().Which;

        (error.Line, error.Column).Should().Be((5, 3));
    }

    [Fact]
    public void A_thrown_string_is_kept_as_value()
    {
        var act = () => new ScriptEngine().Evaluate(Script.Parse("throw 'no'"));

        act.Should().Throw<JavaScriptException>().Which.Value.Should().Be("no");
    }

    [Fact]
    public void Clock_random_and_time_zone_come_from_the_host()
    {
        var engine = new ScriptEngine(new ScriptOptions
        {
            Clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000)),
            Random = () => 0.25,
            TimeZone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(5.5), "test", "Test Time"),
        });

        engine.Evaluate(Script.Parse("[Date.now(), Math.random(), new Date(0).getHours(), new Date(0).getTimezoneOffset()].join()"))
            .Should().Be("1700000000000,0.25,5,-330");
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
