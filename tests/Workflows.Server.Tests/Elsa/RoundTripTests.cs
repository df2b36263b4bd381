using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.Server.Tests.Elsa;

/// <summary>What is imported comes out again, member for member, but for what the server assigns.</summary>
[Collection(ServerFixture.Collection)]
public sealed class RoundTripTests(ServerFixture server, ITestOutputHelper output)
{
    private static readonly string[] Assigned = ["$schema", "id", "definitionId", "version", "createdAt", "isLatest", "isPublished"];

    [Fact]
    public async Task Unknown_members_numbers_positions_and_old_forms_survive()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        const string Text = """
            {
              "name": "Round trip", "toolVersion": "3.2.0.0", "futureMember": {"a": [1, 2.50, null, "x"]},
              "variables": [{"id": "v", "name": "V", "typeName": "Int64", "isArray": false, "value": "5", "storageDriverTypeName": "Some.Driver, Some", "hint": 1}],
              "customProperties": {"Elsa:WorkflowContextProviderTypes": [], "note": {"deep": true}},
              "options": {"usableAsActivity": null, "autoUpdateConsumingWorkflows": false, "later": 7},
              "root": {
                "id": "flow", "type": "Elsa.Flowchart", "version": 1, "start": "w", "metadata": {}, "applicationProperties": {"CanStartWorkflow": false},
                "activities": [
                  {"id": "w", "type": "Elsa.WriteLine", "version": 1, "metadata": {"designer": {"position": {"x": -440.5, "y": 2e2}}}, "unknown": [{}],
                   "text": {"typeName": "String", "expression": {"type": "Literal", "value": "hi", "extra": 1}, "memoryReference": {"id": "m"}}},
                  {"id": "n", "type": "Acme.Unknown", "version": 9, "payload": {"type": "NotAnActivity", "value": 1}},
                  {"id": "s", "type": "Elsa.Switch", "version": 1, "cases": [{"label": "A", "condition": {"type": "JavaScript", "value": "true"},
                   "activity": {"id": "i", "type": "Elsa.WriteLine", "version": 1}}]}
                ],
                "connections": [{"source": "w", "target": "n", "sourcePort": "Done", "targetPort": "In"},
                                {"source": {"activity": "n", "port": "Odd"}, "target": {"activity": "s"}, "vertices": [{"x": 1, "y": 2}]}]
              }
            }
            """;
        var original = JsonNode.Parse(Text)!.AsObject();
        original["definitionId"] = ElsaClient.NewId();

        await elsa.ImportAsync(original);
        var exported = (await elsa.GetAsync($"/workflow-definitions/{original["definitionId"]}/export")).AsObject();

        JsonNode.DeepEquals(Plain(exported), Plain(original)).Should().BeTrue(exported.ToJsonString());
    }

    [Fact]
    public async Task The_definitions_of_the_product_come_out_as_their_files()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "designer-exports", "ticket-sla.json")))!.AsObject();

        var exported = (await elsa.GetAsync($"/workflow-definitions/{file["definitionId"]}/export")).AsObject();

        JsonNode.DeepEquals(Plain(exported), Plain(file)).Should().BeTrue();
    }

    /// <summary>
    /// Every file of <c>designer-exports</c>, and of the folder that <c>WORKFLOWS_ROUND_TRIP</c> names, such as a conformance pack.
    /// </summary>
    [Fact]
    public async Task Every_file_comes_out_as_it_went_in()
    {
        using var elsa = new ElsaClient(await server.SignedInAsync("default", Workflows.Domain.Shared.Tenancy.Roles.Admin));
        string[] folders = [Path.Combine(AppContext.BaseDirectory, "designer-exports"), Environment.GetEnvironmentVariable("WORKFLOWS_ROUND_TRIP") ?? string.Empty];
        List<string> files = [.. folders.Where(Directory.Exists).SelectMany(static folder => Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
        var different = new List<string>();
        foreach (var file in files)
        {
            var original = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
            var sent = (JsonObject)original.DeepClone();
            sent["definitionId"] = ElsaClient.NewId();
            await elsa.ImportAsync(sent);

            var exported = (await elsa.GetAsync($"/workflow-definitions/{sent["definitionId"]}/export")).AsObject();
            await elsa.DeleteAsync($"/workflow-definitions/{sent["definitionId"]}");
            if (!JsonNode.DeepEquals(Plain(exported), Plain(original)))
            {
                different.Add($"{file}: {Plain(exported).ToJsonString()}");
            }
        }

        output.WriteLine($"{files.Count} files, {different.Count} different");
        files.Should().NotBeEmpty();
        different.Should().BeEmpty();
    }

    private static JsonObject Plain(JsonObject json)
    {
        var copy = (JsonObject)json.DeepClone();
        foreach (var name in Assigned)
        {
            copy.Remove(name);
        }

        WithoutNodeIds(copy);
        return copy;
    }

    private static void WithoutNodeIds(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            json.Remove("nodeId");
            foreach (var (_, value) in json)
            {
                WithoutNodeIds(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                WithoutNodeIds(item);
            }
        }
    }
}
