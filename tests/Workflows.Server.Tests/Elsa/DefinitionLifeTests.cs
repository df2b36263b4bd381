using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Elsa;

/// <summary>Drafts, publication, versions, tenants.</summary>
[Collection(ServerFixture.Collection)]
public sealed class DefinitionLifeTests(ServerFixture server)
{
    [Fact]
    public async Task A_draft_changes_in_place_and_a_published_version_gets_a_successor()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();

        var first = await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "one")));
        var again = await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "two")));
        again["id"]!.ToString().Should().Be(first["id"]!.ToString());
        await elsa.PostAsync($"/workflow-definitions/{id}/publish");
        var next = await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "three")));

        next["version"]!.GetValue<int>().Should().Be(2);
        next["isPublished"]!.GetValue<bool>().Should().BeFalse();
        var (instance, _) = await elsa.ExecuteAsync(id);
        (await elsa.LinesAsync(instance)).Should().Equal("two");
        var (draft, _) = await elsa.ExecuteAsync(id, new JsonObject { ["versionOptions"] = "Latest" });
        (await elsa.LinesAsync(draft)).Should().Equal("three");
    }

    [Fact]
    public async Task A_running_instance_keeps_its_version_when_a_newer_one_is_published()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id), ElsaClient.Line("a", "old")));
        var (running, _) = await elsa.ExecuteAsync(id);

        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id), ElsaClient.Line("a", "new")));
        var (later, _) = await elsa.ExecuteAsync(id);
        await elsa.PostAsync($"/events/{id}/trigger");

        (await elsa.LinesAsync(running)).Should().Equal("old");
        (await elsa.LinesAsync(later)).Should().Equal("new");
    }

    [Fact]
    public async Task Triggers_live_as_long_as_the_publication()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, Endpoint("in", $"life/{id}"), ElsaClient.Line("a", "hit")));
        using var anonymous = server.Anonymous();

        (await anonymous.GetAsync($"/workflows/life/{id}")).StatusCode.Should().Be(HttpStatusCode.OK);
        await elsa.PostAsync($"/workflow-definitions/{id}/retract");
        (await anonymous.GetAsync($"/workflows/life/{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await elsa.SendAsync($"/workflow-definitions/{id}/retract")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Two_definitions_cannot_answer_the_same_route()
    {
        using var alpha = await ElsaClient.ManagerAsync(server);
        using var beta = await ElsaClient.ManagerAsync(server, "beta");
        var (first, second) = (ElsaClient.NewId(), ElsaClient.NewId());
        await alpha.PublishAsync(ElsaClient.Definition(first, Endpoint("in", $"once/{first}")));
        await beta.ImportAsync(ElsaClient.Definition(second, Endpoint("in", $"once/{first}")));

        using var refused = await beta.SendAsync($"/workflow-definitions/{second}/publish");

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("root.activities[0].path");
    }

    [Fact]
    public async Task Everything_wrong_with_a_definition_is_said_at_once_with_its_path()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var broken = ElsaClient.Definition(ElsaClient.NewId(), ElsaClient.Line("a", "x"), ElsaClient.Line("a", "y"));
        broken["variables"] = "none";
        broken["root"]!["activities"]![1]!["customProperties"] = 5;

        using var answer = await elsa.SendAsync("/workflow-definitions/import", broken);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject();
        errors.Select(static e => e.Key).Should().BeEquivalentTo("variables", "root.activities[1].id", "root.activities[1].customProperties");
    }

    [Fact]
    public async Task An_unknown_activity_type_is_kept_and_fails_with_its_name_when_it_is_reached()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        var strange = new JsonObject { ["id"] = "s", ["type"] = "Acme.Teleport", ["version"] = 3, ["where"] = new JsonObject { ["to"] = "Mars" } };
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "before"), strange));

        var (_, state) = await elsa.ExecuteAsync(id);
        var shown = await elsa.GetAsync($"/workflow-definitions/by-definition-id/{id}");
        await elsa.ImportAsync((JsonObject)shown);
        var exported = await elsa.GetAsync($"/workflow-definitions/{id}/export");

        state["subStatus"]!.ToString().Should().Be("Faulted");
        state["incidents"]![0]!["message"]!.ToString().Should().Contain("Acme.Teleport");
        shown["root"]!["activities"]![1]!["type"]!.ToString().Should().Be("Elsa.NotFoundActivity");
        exported["root"]!["activities"]![1]!["type"]!.ToString().Should().Be("Acme.Teleport");
        exported["root"]!["activities"]![1]!["where"]!["to"]!.ToString().Should().Be("Mars");
    }

    [Fact]
    public async Task A_tenant_sees_its_own_definitions_and_those_of_the_product()
    {
        using var alpha = await ElsaClient.ManagerAsync(server);
        using var beta = await ElsaClient.ManagerAsync(server, "beta");
        var id = ElsaClient.NewId();
        await alpha.PublishAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "mine")));

        (await beta.SendAsync($"/workflow-definitions/{id}/execute")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        var list = (await beta.GetAsync("/workflow-definitions?versionOptions=Latest&pageSize=1000"))["items"]!.AsArray();
        list.Select(static d => d!["definitionId"]!.ToString()).Should().Contain("ticket-sla").And.NotContain(id);
    }

    [Fact]
    public async Task A_definition_used_as_an_activity_moves_its_consumers_when_it_says_so()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var (child, parent) = (ElsaClient.NewId(), ElsaClient.NewId());
        var inner = ElsaClient.Definition(child, ElsaClient.Line("a", "first"));
        inner["name"] = child.Replace('-', 'x');
        inner["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };
        var version = (await elsa.PublishAsync(inner))["workflowDefinition"]!["id"]!.ToString();
        JsonObject Use(string id) => new()
        {
            ["id"] = id,
            ["type"] = char.ToUpperInvariant(child[0]) + child.Replace('-', 'x')[1..],
            ["version"] = 1,
            ["workflowDefinitionId"] = child,
            ["workflowDefinitionVersionId"] = version,
        };
        await elsa.PublishAsync(ElsaClient.Definition(parent, Use("one"), Use("two")));
        var (before, _) = await elsa.ExecuteAsync(parent);

        inner["root"]!["activities"]![0] = ElsaClient.Line("a", "second");
        await elsa.PublishAsync(inner);
        var (after, _) = await elsa.ExecuteAsync(parent);

        (await elsa.LinesAsync(before)).Should().Equal("first", "first");
        (await elsa.LinesAsync(after)).Should().Equal("second", "second");
        (await elsa.GetAsync($"/workflow-definitions/{child}/consumers"))["consumingWorkflowDefinitionIds"]!.AsArray()
            .Select(static c => c!.ToString()).Should().Equal(parent);
    }

    private static JsonObject Endpoint(string id, string path) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.HttpEndpoint",
        ["version"] = 1,
        ["customProperties"] = new JsonObject { ["canStartWorkflow"] = true },
        ["path"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = path } },
    };
}
