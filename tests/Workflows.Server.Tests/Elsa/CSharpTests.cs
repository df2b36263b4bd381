using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Xunit;

namespace Workflows.Server.Tests.Elsa;

/// <summary>C# in definitions, on a server that allows it.</summary>
public sealed class CSharpTests(CodeServerFixture server) : IClassFixture<CodeServerFixture>
{
    [Fact]
    public async Task Scripts_see_and_change_the_instance_by_elsas_names()
    {
        using var elsa = await AdministratorAsync();
        var id = ElsaClient.NewId();
        var definition = ElsaClient.Definition(
            id,
            Script("first", "Variables.Total = Variable.Total + (int)Input.Amount; CorrelationId = \"c-\" + Input.Who; return new { Text = \"made\" }.Text;", "Maker"),
            ElsaClient.Line("line", "$\"{Variables.Total} {CorrelationId} {Output.From<string>(\"Maker\")} {Output.LastResult} {WorkflowInstanceId.Length}\"", "CSharp"));
        definition["variables"] = new JsonArray(new JsonObject { ["id"] = "t", ["name"] = "Total", ["typeName"] = "Int32", ["value"] = "5" });
        definition["inputs"] = new JsonArray(
            new JsonObject { ["name"] = "Amount", ["type"] = "Decimal" }, new JsonObject { ["name"] = "Who", ["type"] = "String" });
        await elsa.PublishAsync(definition);

        var (instance, state) = await elsa.ExecuteAsync(id, new JsonObject { ["input"] = new JsonObject { ["Amount"] = 2, ["Who"] = "Ann" } });

        state["incidents"]!.AsArray().Should().BeEmpty();
        (await elsa.LinesAsync(instance)).Should().Equal($"7 c-Ann made made {instance.Length}");
    }

    [Fact]
    public async Task A_script_chooses_the_outcome()
    {
        using var elsa = await AdministratorAsync();
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["root"] = new JsonObject
            {
                ["id"] = "flow",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = new JsonArray(Script("s", "Outcome.Set(\"Left\");", "S"), ElsaClient.Line("l", "left"), ElsaClient.Line("r", "right")),
                ["connections"] = new JsonArray(Connection("s", "Left", "l"), Connection("s", "Right", "r")),
            },
        });

        (await elsa.LinesAsync((await elsa.ExecuteAsync(id)).Id)).Should().Equal("left");
    }

    [Fact]
    public async Task A_mistake_keeps_a_definition_from_being_published()
    {
        using var elsa = await AdministratorAsync();
        var id = ElsaClient.NewId();
        await elsa.ImportAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "1 +", "CSharp"), Script("b", "var x = 1;\nreturn y;", "B")));

        var answer = await elsa.SendAsync($"/workflow-definitions/{id}/publish");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject();
        errors["root.activities[0].text"]![0]!.ToString().Should().Contain("Line 1, column 4");
        errors["root.activities[1].script"]![0]!.ToString().Should().Contain("Line 2, column 8").And.Contain("'y'");
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"mine\");", "mine")]
    [InlineData("while (true) ;", "ran longer")]
    public async Task A_failing_script_is_an_incident_of_its_instance(string script, string message)
    {
        using var elsa = await AdministratorAsync();
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, Script("s", script, "S")));

        var (_, state) = await elsa.ExecuteAsync(id);

        state["subStatus"]!.ToString().Should().Be("Faulted");
        state["incidents"]!.AsArray().Should().ContainSingle().Which!["message"]!.ToString().Should().Contain(message);
    }

    [Fact]
    public async Task The_designer_is_offered_the_language_and_the_activity()
    {
        using var elsa = await AdministratorAsync();

        var language = (await elsa.GetAsync("/descriptors/expression-descriptors"))["items"]!.AsArray().Single(static d => d!["type"]!.ToString() == "CSharp")!;
        language["displayName"]!.ToString().Should().Be("C#");
        language["isBrowsable"]!.GetValue<bool>().Should().BeTrue();
        language["properties"]!["MonacoLanguage"]!.ToString().Should().Be("csharp");
        (await elsa.GetAsync("/descriptors/activities/Elsa.RunCSharp"))["isBrowsable"]!.GetValue<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task Only_administrators_of_the_installation_write_code(string role)
    {
        using var elsa = new ElsaClient(await server.SignedInAsync("alpha", role));
        var id = ElsaClient.NewId();

        (await elsa.SendAsync("/workflow-definitions/import", ElsaClient.Definition(id, ElsaClient.Line("a", "1", "CSharp")))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await elsa.SendAsync("/workflow-definitions/import", ElsaClient.Definition(id, Script("a", "1", "A")))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static JsonObject Connection(string source, string port, string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
    };

    private static JsonObject Script(string id, string script, string name) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["type"] = "Elsa.RunCSharp",
        ["version"] = 1,
        ["script"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = script } },
    };

    private async Task<ElsaClient> AdministratorAsync() => new(await server.SignedInAsync("default", Roles.Admin));
}
