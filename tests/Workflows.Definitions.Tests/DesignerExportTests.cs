using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Domain.Support.Tickets;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Xunit;

namespace Workflows.Definitions.Tests;

/// <summary>The process in C# and its Elsa JSON: same life, step by step, for the same tickets.</summary>
public sealed class DesignerExportTests
{
    public static TheoryData<string> Scripts() => new(Lives.Keys);

    private static readonly Dictionary<string, Func<EngineWorld, Task>> Lives = new()
    {
        ["ignored"] = static async world =>
        {
            await world.OpenAsync(TicketPriority.Urgent);
            await world.PassAsync(TimeSpan.FromDays(3));
        },
        ["answered, resolved, closed, asked"] = static async world =>
        {
            var id = await world.OpenAsync();
            await world.PassAsync(TimeSpan.FromMinutes(40));
            await world.DoAsync("ann", tickets => tickets.CommentAsync(id, new NewComment { Body = "Hello" }, default));
            await world.DoAsync("joe", tickets => tickets.CommentAsync(id, new NewComment { Body = "Thanks" }, default));
            await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
            await world.PassAsync(TimeSpan.FromDays(25));
        },
        ["silent customer"] = static async world =>
        {
            var id = await world.OpenAsync();
            await world.DoAsync("ann", tickets => tickets.PendAsync(id, null, default));
            await world.PassAsync(TimeSpan.FromDays(30));
        },
        ["held too long, changed, merged"] = static async world =>
        {
            var (id, other) = (await world.OpenAsync(), await world.OpenAsync());
            await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));
            await world.PassAsync(TimeSpan.FromDays(31));
            await world.DoAsync("ann", tickets => tickets.PatchAsync(id, new TicketPatch { Priority = TicketPriority.High }, null, default));
            await world.DoAsync("ann", tickets => tickets.MergeAsync(id, other, null, default));
        },
        ["reopened after the end"] = static async world =>
        {
            var id = await world.OpenAsync();
            await world.DoAsync("ann", tickets => tickets.CloseAsync(id, "spam", null, default));
            await world.PassAsync(TimeSpan.FromHours(3));
            await world.DoAsync("ann", tickets => tickets.ReopenAsync(id, null, default));
            await world.PassAsync(TimeSpan.FromHours(3));
        },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Both_forms_of_the_process_leave_the_same_journal(string script)
    {
        await using var code = await EngineWorld.CreateAsync();
        await using var json = await EngineWorld.CreateAsync(JsonGraph());

        await Lives[script](code);
        await Lives[script](json);

        code.Journal.Should().HaveCountGreaterThan(10);
        json.Journal.Should().Equal(code.Journal);
        json.Live.Should().Be(code.Live);
    }

    [Fact]
    public async Task Both_forms_have_the_same_activities_and_connections()
    {
        var code = (await EngineWorld.CSharpGraphAsync()).Nodes.Select(static n => (n.Activity.Id, n.Activity.Type, n.Activity.Name)).Skip(1);
        var json = JsonGraph().Nodes.Select(static n => (n.Activity.Id, n.Activity.Type, n.Activity.Name)).Skip(1);

        json.Where(static n => n.Id != "flow").Should().BeEquivalentTo(code.Where(static n => n.Id != "flow"));
    }

    [Fact]
    public void No_two_activities_of_the_drawing_overlap()
    {
        var boxes = JsonNode.Parse(Export())!["root"]!["activities"]!.AsArray()
            .Select(static a => a!["metadata"]!["designer"]!)
            .Select(static d => (Left: Number(d["position"]!["x"]), Top: Number(d["position"]!["y"]), Width: Number(d["size"]!["width"]), Height: Number(d["size"]!["height"])))
            .ToList();

        foreach (var (box, index) in boxes.Select(static (b, i) => (b, i)))
        {
            boxes.Skip(index + 1).Should().NotContain(other =>
                other.Left < box.Left + box.Width && box.Left < other.Left + other.Width
                && other.Top < box.Top + box.Height && box.Top < other.Top + other.Height);
        }
    }

    [Fact]
    public void Activities_are_tall_enough_for_the_names_of_their_outcomes()
    {
        var flow = JsonNode.Parse(Export())!["root"]!;
        var outcomes = flow["connections"]!.AsArray()
            .GroupBy(static c => c!["source"]!["activity"]!.GetValue<string>(), static c => c!["source"]!["port"]!.GetValue<string>())
            .ToDictionary(static g => g.Key, static g => g.Distinct().Count());

        foreach (var activity in flow["activities"]!.AsArray().Where(a => outcomes.ContainsKey(a!["id"]!.GetValue<string>())))
        {
            var count = outcomes[activity!["id"]!.GetValue<string>()];
            Number(activity["metadata"]!["designer"]!["size"]!["height"]).Should().BeGreaterThanOrEqualTo(count * 20, "{0} has {1} outcomes", activity["name"], count);
        }
    }

    private static double Number(JsonNode? node) => node!.GetValue<double>();

    private static string Export() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "designer-exports", "ticket-sla.json"));

    private static WorkflowGraph JsonGraph()
    {
        var registry = EngineWorld.Registry();
        return WorkflowGraph.Compile(WorkflowJson.Read(Export(), registry), registry);
    }
}
