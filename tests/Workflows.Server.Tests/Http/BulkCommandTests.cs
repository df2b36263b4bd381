using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Requests;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Http;

/// <summary>Retry, skip and cancel by filter, through the API of a real server.</summary>
[Collection(ServerFixture.Collection)]
public sealed class BulkCommandTests(ServerFixture server)
{
    private const string Bulk = "/api/processes/bulk/";
    private const int Instances = 30;

    [Fact]
    public async Task Thirty_failed_instances_are_looked_at_and_retried_once()
    {
        var supplier = new Supplier();
        var definition = await PublishAsync(supplier);
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        using var other = await server.SignedInAsync("beta", Roles.Manager);
        await StartAsync(definition, "alpha");
        var body = $$$"""{"action":"retry","filter":{"definition":"{{{definition}}}","error":"supplier is AWAY"}}""";

        var look = await manager.SendAsync("POST", Bulk + "preview", body).MustBeAsync(HttpStatusCode.OK);
        look.GetProperty("count").GetInt32().Should().Be(Instances);
        look.GetProperty("sample").EnumerateArray().Should().HaveCount(10)
            .And.OnlyContain(s => s.GetProperty("error").GetString()!.Contains("the supplier is away", StringComparison.Ordinal));
        (await other.SendAsync("POST", Bulk + "preview", body).MustBeAsync(HttpStatusCode.OK)).GetProperty("count").GetInt32().Should().Be(0);

        supplier.Answers = true;
        var key = Guid.CreateVersion7().ToString();
        var asked = await manager.SendAsync("POST", Bulk, body, ("Idempotency-Key", key)).MustBeAsync(HttpStatusCode.Accepted);
        var again = await manager.SendAsync("POST", Bulk, body, ("Idempotency-Key", key)).MustBeAsync(HttpStatusCode.Accepted);
        var id = asked.GetProperty("id").GetString()!;
        again.GetProperty("id").GetString().Should().Be(id);
        asked.GetProperty("total").GetInt32().Should().Be(Instances);
        await manager.SendAsync("POST", Bulk, body).MustBeAsync(HttpStatusCode.Accepted);

        await FinishedAsync(manager, id);
        var done = await manager.GetJsonAsync(Bulk + id);
        done.GetProperty("done").GetInt32().Should().Be(Instances);
        done.GetProperty("in_trouble").GetInt32().Should().Be(0);
        await Eventually.TrueAsync(
            async () => await CountAsync(manager, definition, "sub_status=finished") == Instances, "every instance has gone on");
        supplier.Calls.Should().Be(2 * Instances, "each failed once and was retried once, although it was asked for three times");
        using var theirs = await other.GetAsync(Bulk + id);
        theirs.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var administrator = await server.SignedInAsync("alpha", Roles.Admin);
        var audit = await administrator.GetJsonAsync("/api/admin/audit-logs/?action=process.bulk_retry&page_size=100");
        audit.GetProperty("results").EnumerateArray().Should().ContainSingle(a => a.GetProperty("entity_id").GetString() == id);
    }

    [Fact]
    public async Task Skipping_and_cancelling_reach_what_the_filter_finds_and_nothing_else()
    {
        var supplier = new Supplier();
        var (skipped, cancelled) = (await PublishAsync(supplier), await PublishAsync(supplier));
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        await StartAsync(skipped, "alpha");
        await StartAsync(cancelled, "alpha");

        var skip = await manager.SendAsync("POST", Bulk, $$$"""{"action":"skip","filter":{"definition":"{{{skipped}}}"},"reason":"done by hand","expected":{{{Instances}}}}""")
            .MustBeAsync(HttpStatusCode.Accepted);
        await manager.SendAsync("POST", Bulk, $$$"""{"action":"cancel","filter":{"definition":"{{{cancelled}}}"},"expected":{{{Instances - 1}}}}""")
            .MustFailAsync(409, "more_than_expected");
        var cancel = await manager.SendAsync("POST", Bulk, $$$"""{"action":"cancel","filter":{"definition":"{{{cancelled}}}"}}""")
            .MustBeAsync(HttpStatusCode.Accepted);

        await FinishedAsync(manager, skip.GetProperty("id").GetString()!);
        await FinishedAsync(manager, cancel.GetProperty("id").GetString()!);
        (await CountAsync(manager, skipped, "sub_status=finished")).Should().Be(Instances);
        (await CountAsync(manager, cancelled, "sub_status=cancelled")).Should().Be(Instances);
        supplier.Calls.Should().Be(2 * Instances, "nothing ran again");
    }

    [Theory]
    [InlineData("""{"action":"retry","filter":{}}""", "filter")]
    [InlineData("""{"action":"delete","filter":{"definition":"x"}}""", "action")]
    [InlineData("""{"action":"retry","filter":{"definition":"x"},"outcomes":["Done"]}""", "outcomes")]
    [InlineData("""{"action":"retry","filter":{"colour":"red"}}""", "filter.colour")]
    public async Task A_wrong_command_names_its_field(string body, string field)
    {
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);

        var problem = await manager.SendAsync("POST", Bulk, body).MustFailAsync(400, "validation");

        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.ToString());
    }

    private async Task<string> PublishAsync(Supplier supplier)
    {
        var definition = $"bulk-{Guid.CreateVersion7():N}";
        await server.Services.GetRequiredService<WorkflowCatalog>().AddAsync(new Ordering(definition, supplier), default);
        return definition;
    }

    private async Task StartAsync(string definition, string tenant)
    {
        var engine = server.Services.GetRequiredService<WorkflowEngine>();
        for (var i = 0; i < Instances; i++)
        {
            await engine.StartAsync(new StartRequest { TenantId = server.TenantIds[tenant], DefinitionId = definition }, default);
        }
    }

    private static async Task FinishedAsync(HttpClient manager, string id) => await Eventually.TrueAsync(
        async () => (await manager.GetJsonAsync(Bulk + id)).GetProperty("finished").GetBoolean(), "the bulk command is carried out");

    private static async Task<int> CountAsync(HttpClient manager, string definition, string filter) =>
        (await manager.GetJsonAsync($"/api/processes/?definition={definition}&{filter}")).GetProperty("count").GetInt32();

    private sealed class Supplier
    {
        private int _calls;

        public bool Answers { get; set; }

        public int Calls => _calls;

        public void Order()
        {
            Interlocked.Increment(ref _calls);
            if (!Answers)
            {
                throw new InvalidOperationException("Order refused: the supplier is away.");
            }
        }
    }

    private sealed class Ordering(string definition, Supplier supplier) : WorkflowBase
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            builder.WithDefinitionId(definition);
            builder.Id = $"{definition}:1";
            builder.Root = new Sequence { Activities = { new Inline(_ => supplier.Order()), new Inline(static _ => { }) } };
        }
    }
}
