using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Elsa;

/// <summary>C# in definitions, on a server as it comes.</summary>
[Collection(ServerFixture.Collection)]
public sealed class CSharpOffTests(ServerFixture server)
{
    [Fact]
    public async Task A_definition_with_code_is_kept_but_not_published()
    {
        using var elsa = new ElsaClient(await server.SignedInAsync("default", Roles.Admin));
        var id = ElsaClient.NewId();
        await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "1", "CSharp")));

        var answer = await elsa.SendAsync($"/workflow-definitions/{id}/publish");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!["root.activities[0].text"]![0]!.ToString().Should().Contain("switched off").And.Contain("CSharp:Enabled");
    }

    [Fact]
    public async Task A_draft_with_code_that_is_run_fails_with_that_reason()
    {
        using var elsa = new ElsaClient(await server.SignedInAsync("default", Roles.Admin));
        var id = ElsaClient.NewId();
        await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "1", "CSharp")));

        var (_, state) = await elsa.ExecuteAsync(id, new JsonObject { ["versionOptions"] = "Latest" });

        state["incidents"]!.AsArray().Should().ContainSingle().Which!["message"]!.ToString().Should().Contain("switched off");
    }

    [Fact]
    public async Task The_designer_knows_the_language_but_does_not_offer_it()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);

        (await elsa.GetAsync("/descriptors/expression-descriptors"))["items"]!.AsArray().Single(static d => d!["type"]!.ToString() == "CSharp")!["isBrowsable"]!
            .GetValue<bool>().Should().BeFalse();
        (await elsa.GetAsync("/descriptors/activities/Elsa.RunCSharp"))["isBrowsable"]!.GetValue<bool>().Should().BeFalse();
    }
}
