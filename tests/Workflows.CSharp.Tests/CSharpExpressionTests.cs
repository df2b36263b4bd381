using FluentAssertions;
using Workflows.CSharp.Compilation;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Xunit;

namespace Workflows.CSharp.Tests;

/// <summary>What a script may say, and what stops it.</summary>
public sealed class CSharpExpressionTests
{
    private static readonly CSharpOptions On = new() { Enabled = true, TimeLimit = TimeSpan.FromMinutes(2) };
    private static readonly CSharpExpressionHandler Handler = new(On);
    private static readonly ScriptScope Order = new(
        [new("Total", typeof(int)), new("who", typeof(string)), new("Tags", typeof(List<string>)), new("class", typeof(int?[]))], [new("Amount", typeof(decimal))]);

    [Theory]
    [InlineData("1 + 2", 3)]
    [InlineData("return 1 + 2;", 3)]
    [InlineData("var sum = 0; for (var i = 0; i < 10; i++) sum += i; sum", 45)]
    [InlineData("int Twice(int n) => 2 * n; Twice(4)", 8)]
    [InlineData("using System.Text; new StringBuilder(\"abc\").Length", 3)]
    [InlineData("await Task.FromResult(5)", 5)]
    [InlineData("Enumerable.Range(1, 4).Where(n => n % 2 == 0).Sum()", 6)]
    [InlineData("Func<int, int> f = null; f = n => n < 2 ? 1 : n * f(n - 1); f(5)", 120)]
    [InlineData("Action<int> add = n => { }; add(1); 7", 7)]
    [InlineData("async Task<int> Later() { await Task.Yield(); return 3; } await Later()", 3)]
    [InlineData("record P(int X) { public int Y => X + 1; } new P(2).Y", 3)]
    [InlineData("var n = 0; again: n++; if (n < 5) goto again; n", 5)]
    [InlineData("JsonNode.Parse(\"[1,2]\").AsArray().Count", 2)]
    [InlineData("IEnumerable<int> Few() { yield return 1; yield return 2; } Few().Count()", 2)]
    [InlineData("var seen = 0; void Look() => seen++; Look(); seen", 1)]
    [InlineData("(string Name, int Age)[] all = [(\"a\", 1)]; var sum = 0; foreach (var (_, age) in all) sum += age; sum", 1)]
    public async Task A_script_has_the_value_of_its_last_expression(string text, object expected) =>
        (await RunAsync(text)).Should().Be(expected);

    [Fact]
    public async Task Variables_are_typed_properties_under_their_names()
    {
        var total = new Variable<int>("total", 4) { Id = "total" };
        var memory = new MemoryRegister();
        memory.Declare(total);
        var context = new ExpressionExecutionContext(new Services(), memory);

        (await Handler.EvaluateAsync(new Expression("CSharp", "Variables.total + Variable.Total + Variables.Get<int>(\"total\")"), typeof(int), context, ExpressionEvaluatorOptions.Empty))
            .Should().Be(12);
    }

    [Fact]
    public async Task Arguments_are_typed_properties_under_their_names()
    {
        var options = new ExpressionEvaluatorOptions { Arguments = new Dictionary<string, object> { ["Rate"] = 2.5 } };

        (await Handler.EvaluateAsync(new Expression("CSharp", "Args.Rate * 2"), typeof(double), Nowhere(), options)).Should().Be(5.0);
    }

    [Theory]
    [InlineData("Variables.Total.Foo", "Line 1, column 17", "CS1061")]
    [InlineData("var a = 1;\n  nothing + a", "Line 2, column 3", "CS0103")]
    [InlineData("1 +", "Line 1, column 4", "CS1733")]
    [InlineData("int x = \"text\"; x", "Line 1, column 9", "CS0029")]
    public void A_mistake_is_reported_with_its_place(string text, string place, string code) =>
        Handler.Check(text, Order).Should().ContainSingle().Which.Should().StartWith(place).And.Contain(code);

    [Theory]
    [InlineData("Variables.Total + Variable.Who.Length + Variables.Tags.Count + Variables.@class.Length")]
    [InlineData("Input.Amount * 2 + Inputs.Get<decimal>(\"Amount\")")]
    [InlineData("Variables.DeclaredByALoop")]
    [InlineData("CorrelationId = WorkflowInstanceId; Outcome.Set(\"A\", \"B\"); Output.From<string>(\"Step\") + Output.LastResult")]
    public void What_may_be_right_is_not_refused(string text) => Handler.Check(text, Order).Should().BeEmpty();

    [Fact]
    public async Task A_mistake_in_a_run_is_an_error_with_its_place() =>
        (await FailureAsync<CSharpScriptException>(Handler, "nothing")).Message.Should().Contain("Line 1, column 1").And.Contain("CS0103");

    [Fact]
    public async Task What_a_script_throws_comes_out() =>
        (await FailureAsync<InvalidOperationException>(Handler, "\n\nthrow new InvalidOperationException(\"mine\");")).StackTrace.Should().Contain("script.cs:line 3");

    [Theory]
    [InlineData("while (true) ;")]
    [InlineData("for (;;) { }")]
    [InlineData("do { } while (true);")]
    [InlineData("again: goto again;")]
    [InlineData("Func<bool> f = () => { while (true) { } }; f()")]
    [InlineData("await Task.Delay(-1)")]
    [InlineData("new ManualResetEventSlim().Wait(-1)")]
    public async Task A_script_without_an_end_is_stopped(string text)
    {
        var limited = new CSharpExpressionHandler(new CSharpOptions { Enabled = true, TimeLimit = TimeSpan.FromMilliseconds(300) });

        (await FailureAsync<CSharpScriptException>(limited, text)).Message.Should().Contain("ran longer than 0.3 s");
    }

    [Theory]
    [InlineData("int Down(int n) => Down(n + 1); Down(0)")]
    [InlineData("int Down(int n) { return Down(n + 1); } Down(0)")]
    [InlineData("Func<int, int> f = null; f = n => f(n + 1); f(0)")]
    [InlineData("class P { public int A => B; int B { get { return A; } } } new P().A")]
    public async Task Calls_without_an_end_are_stopped(string text) =>
        (await FailureAsync<CSharpScriptException>(Handler, text)).Message.Should().Contain("nested too deep");

    [Theory]
    [InlineData("var all = new List<byte[]>(); while (true) all.Add(new byte[100_000]);")]
    [InlineData("var text = \"x\"; while (true) text += text;")]
    public async Task A_greedy_loop_is_stopped(string text) =>
        (await FailureAsync<Exception>(Handler, text)).Should().Match<Exception>(static error => error is OutOfMemoryException || error.Message.Contains("allocated more than"));

    [Fact]
    public void A_script_that_is_nested_without_reason_is_refused() =>
        Handler.Check(new string('(', 100_000) + "1" + new string(')', 100_000), ScriptScope.Empty).Should().NotBeEmpty();

    [Fact]
    public async Task A_cancelled_burst_cancels_its_script()
    {
        using var cancelled = new CancellationTokenSource();
        var context = new ExpressionExecutionContext(new Services(), new MemoryRegister(), cancellationToken: cancelled.Token);
        var running = Handler.EvaluateAsync(new Expression("CSharp", "while (true) ;"), typeof(object), context, ExpressionEvaluatorOptions.Empty).AsTask();

        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Switched_off_it_says_so_at_once()
    {
        var off = new CSharpExpressionHandler(new CSharpOptions());

        off.Check("1", ScriptScope.Empty).Should().ContainSingle().Which.Should().Contain("switched off");
        (await FailureAsync<CSharpScriptException>(off, "1")).Message.Should().Contain("CSharp:Enabled");
        CSharpExpressionHandler.Describe(new CSharpOptions()).IsBrowsable.Should().BeFalse();
    }

    [Fact]
    public void A_text_is_compiled_once_for_equal_names()
    {
        var cache = new ScriptCache(10);

        var first = cache.Get("Variables.Total", new ScopeKey(Order, ScriptScope.Empty));
        var again = cache.Get("Variables.Total", new ScopeKey(new ScriptScope([.. Order.Variables], [.. Order.Inputs]), ScriptScope.Empty));
        var other = cache.Get("Variables.Total", new ScopeKey(new ScriptScope([new("Total", typeof(long))], []), ScriptScope.Empty));

        again.Should().BeSameAs(first);
        other.Should().NotBeSameAs(first);
    }

    [Fact]
    public void Forgotten_scripts_are_unloaded()
    {
        var cache = new ScriptCache(2);
        var first = Load(cache, 0);
        for (var number = 1; number < 4; number++)
        {
            Load(cache, number);
        }

        for (var round = 0; round < 20 && first.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        cache.Count.Should().Be(2);
        first.IsAlive.Should().BeFalse();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Load(ScriptCache cache, int number) =>
        new(cache.Get($"{number} + 1", new ScopeKey(ScriptScope.Empty, ScriptScope.Empty)).Body.Method.Module.Assembly);

    private static async Task<object?> RunAsync(string text) =>
        await Handler.EvaluateAsync(new Expression("CSharp", text), typeof(object), Nowhere(), ExpressionEvaluatorOptions.Empty);

    private static async Task<TException> FailureAsync<TException>(CSharpExpressionHandler handler, string text)
        where TException : Exception =>
        (await FluentActions.Awaiting(() => handler.EvaluateAsync(new Expression("CSharp", text), typeof(object), Nowhere(), ExpressionEvaluatorOptions.Empty).AsTask())
            .Should().ThrowAsync<TException>()).Which;

    private static ExpressionExecutionContext Nowhere() => new(new Services(), new MemoryRegister());

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
