using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace Workflows.JavaScript.Tests;

public sealed class HostValueTests
{
    private static object? Run(string source, params (string Name, object? Value)[] values)
    {
        var engine = new ScriptEngine();
        foreach (var (name, value) in values)
        {
            engine.SetValue(name, value);
        }

        return engine.Evaluate(Script.Parse(source));
    }

    [Fact]
    public void A_json_document_is_read_like_an_object()
    {
        using var order = JsonDocument.Parse("""{ "id": "A1", "lines": [ { "qty": 1 }, { "qty": 3 } ], "total": 12.5, "paid": true, "note": null }""");

        Run("order.lines.filter(l => l.qty > 1).length + order.id + order.total + order.paid + order.note + order.missing", ("order", order.RootElement))
            .Should().Be("1A112.5truenullundefined");
        Run("Object.keys(order).join() + JSON.stringify(order.lines)", ("order", order.RootElement))
            .Should().Be("id,lines,total,paid,note[{\"qty\":1},{\"qty\":3}]");
        Run("order.lines === order.lines && order.lines[0] === order.lines[0]", ("order", order.RootElement)).Should().Be(true);
    }

    [Fact]
    public void A_script_changes_its_view_of_a_json_document_only()
    {
        using var order = JsonDocument.Parse("""{ "lines": [ { "qty": 1 } ] }""");

        Run("order.lines[0].qty = 5; order.extra = 1; delete order.none; order.lines[0].qty + order.extra", ("order", order.RootElement)).Should().Be(6d);
        order.RootElement.GetProperty("lines")[0].GetProperty("qty").GetInt32().Should().Be(1);
    }

    [Fact]
    public void Dictionaries_lists_and_json_nodes_take_what_is_assigned()
    {
        var variables = new Dictionary<string, object?> { ["list"] = new List<object?> { 1, 2 } };
        var node = new JsonObject { ["a"] = 1, ["items"] = new JsonArray(1) };

        Run("v.name = 'x'; v.list.push(3); delete v.gone; n.a = 2; n.items.push({ b: 1 })", ("v", variables), ("n", node));

        variables["name"].Should().Be("x");
        variables["list"].Should().BeEquivalentTo(new object[] { 1, 2, 3d });
        node.ToJsonString().Should().Be("""{"a":2,"items":[1,{"b":1}]}""");
    }

    [Fact]
    public void Host_lists_work_with_array_functions()
    {
        var list = new List<int> { 3, 1, 2 };

        Run("Array.isArray(l) + l.map(x => x * 2).join() + [...l].length + l.includes(2) + l.at(-1)", ("l", list)).Should().Be("true6,2,43true2");
    }

    [Fact]
    public void Plain_objects_show_their_public_properties_and_nothing_else()
    {
        var customer = new Customer("gold", new Address("Berlin"));

        Run("c.tier + c.Tier + c.address.city + typeof c.GetType + typeof c.toString + Object.keys(c)", ("c", customer))
            .Should().Be("goldgoldBerlinundefinedfunctionTier,Address,Broken");
        Run("c.Tier = 'x'; c.tier + c.broken", ("c", customer)).Should().Be("goldnull");
    }

    [Fact]
    public void Host_values_come_back_as_they_went_in()
    {
        var customer = new Customer("gold", new Address("Berlin"));

        Run("[c][0]", ("c", customer)).Should().BeSameAs(customer);
    }

    [Theory]
    [InlineData("c.constructor.constructor('return 1')()")]
    [InlineData("f.constructor('return 1')()")]
    [InlineData("(() => {}).constructor('return 1')")]
    [InlineData("new Function('return 1')")]
    [InlineData("eval('1')")]
    public void Functions_are_never_made_from_text(string source)
    {
        var act = () => Run(source, ("c", new Customer("x", new Address("y"))), ("f", new Func<int>(() => 1)));

        act.Should().Throw<JavaScriptException>().Which.ErrorType.Should().Be("TypeError");
    }

    [Theory]
    [InlineData("typeof c.GetType")]
    [InlineData("typeof c.constructor.Assembly")]
    [InlineData("typeof f.Method")]
    [InlineData("typeof f.Target")]
    [InlineData("typeof c.address.__proto__.GetType")]
    [InlineData("typeof System")]
    [InlineData("typeof importNamespace")]
    [InlineData("typeof require")]
    [InlineData("typeof process")]
    public void Nothing_of_the_runtime_is_reachable(string source) =>
        Run(source, ("c", new Customer("x", new Address("y"))), ("f", new Func<int>(() => 1))).Should().Be("undefined");

    [Fact]
    public void Framework_objects_are_refused()
    {
        var engine = new ScriptEngine();

        engine.Invoking(e => e.SetValue("t", typeof(string))).Should().Throw<ArgumentException>();
        engine.Invoking(e => e.SetValue("s", Stream.Null)).Should().Throw<ArgumentException>();
        engine.Invoking(e => e.SetValue("p", System.Diagnostics.Process.GetCurrentProcess())).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Delegates_become_functions_with_converted_arguments()
    {
        Run("add(1, '2') + greet('x')", ("add", new Func<int, int, int>((a, b) => a + b)), ("greet", new Func<string, string>(n => "hi " + n)))
            .Should().Be("3hi x");
    }

    [Fact]
    public void What_a_host_function_throws_is_an_error_in_the_script()
    {
        var engine = new ScriptEngine();
        engine.SetFunction("fail", _ => throw new InvalidOperationException("broken"));

        engine.Evaluate(Script.Parse("try { fail() } catch (e) { e.message }")).Should().Be("broken");
        engine.Invoking(e => e.Evaluate(Script.Parse("fail()"))).Should().Throw<JavaScriptException>()
            .Which.InnerException.Should().BeOfType<InvalidOperationException>();
    }

    public sealed record Address(string City);

    public sealed record Customer(string Tier, Address Address)
    {
        public string Broken => throw new InvalidOperationException(Tier);
    }
}
