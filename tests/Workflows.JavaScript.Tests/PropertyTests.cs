using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Workflows.JavaScript.Tests;

public sealed class PropertyTests
{
    private static readonly ScriptOptions Limits = new() { MaxSteps = 20_000, MaxMemoryBytes = 4 << 20, MaxRecursion = 100 };

    private static readonly string[] Pieces =
    [
        "class A extends B { constructor() { super(...a) } get x() { return super.x } static y = 1 }", "for (const [k, v] of Object.entries(o))", "{", "}", "(", ")", "[", "]", "=>",
        "let { a = 1, ...b } = o;", "function f(a, b = a, ...c) { return arguments }", "try { throw x } catch { } finally { }", "`a${", "`", "x", "1", "'s'", ";", ",", "=", "?.", "??", "+", "...",
        "switch (x) { case 1: default: }", "while (x--)", "l: for (;;) { break l }", "new", "delete", "typeof", "in", "/a(b)*/g", "\n", "'x'.repeat(9)", "[1].map(x => x)", "async", "yield", "static", "get",
    ];

    [Fact]
    public void Any_text_is_a_script_or_a_syntax_error() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(s => s is not null),
        text => EndsAsDocumented(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_mixture_of_pieces_ends_as_documented() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(l => string.Join(' ', l)).ToArbitrary(), text => EndsAsDocumented(text)));

    [Fact]
    public void A_number_survives_its_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>(),
        number => Evaluate("Number(String(x))", number).Equals(number)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_written_with_seventeen_digits_reads_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Filter(double.IsFinite),
        number => Evaluate(number.ToString("E16", CultureInfo.InvariantCulture), number).Equals(number)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_text_is_read_and_written_as_by_the_platform() => Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<string, int>>().Filter(d => d is not null && d.Keys.All(k => k is not null && !int.TryParse(k, System.Globalization.CultureInfo.InvariantCulture, out _) && !k.Any(char.IsSurrogate) && k != "__proto__")),
        map =>
        {
            var json = JsonSerializer.Serialize(map);
            var ours = (string)Evaluate("JSON.stringify(JSON.parse(x))", json);
            JsonSerializer.Deserialize<Dictionary<string, int>>(ours).Should().Equal(map);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sorting_agrees_with_the_platform() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>().Filter(a => a is not null),
        numbers =>
        {
            var sorted = (List<object?>)Evaluate("[...x].sort((a, b) => a - b)", numbers);
            sorted.Should().Equal(numbers.Order().Select(n => (object?)(double)n));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Uri_components_survive() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(s => s is not null && !s.Any(char.IsSurrogate)),
        text => Evaluate("decodeURIComponent(encodeURIComponent(x))", text).Equals(text)).QuickCheckThrowOnFailure();

    private static object Evaluate(string source, object value)
    {
        var engine = new ScriptEngine();
        engine.SetValue("x", value);
        return engine.Evaluate(Script.Parse(source))!;
    }

    private static bool EndsAsDocumented(string text)
    {
        try
        {
            new ScriptEngine(Limits).Evaluate(Script.Parse(text));
        }
        catch (JavaScriptException)
        {
            return true;
        }
        catch (ScriptLimitException)
        {
            return true;
        }

        return true;
    }
}
