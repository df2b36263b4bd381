using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;

namespace Workflows.Server.Tests.Elsa;

/// <summary>Calls <c>/elsa/api</c> as a designer would.</summary>
internal sealed class ElsaClient(HttpClient http) : IDisposable
{
    private const string Api = "/elsa/api";

    public static async Task<ElsaClient> ManagerAsync(ServerFixture server, string tenant = "alpha") =>
        new(await server.SignedInAsync(tenant, Workflows.Domain.Shared.Tenancy.Roles.Manager));

    public HttpClient Http => http;

    /// <summary>A definition with one activity after the other.</summary>
    public static JsonObject Definition(string id, params JsonObject[] activities) => new()
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["root"] = new JsonObject { ["id"] = "seq", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray([.. activities]) },
    };

    public static JsonObject Line(string id, string text, string language = "Literal") => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.WriteLine",
        ["version"] = 1,
        ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = language, ["value"] = text } },
    };

    public static JsonObject Event(string id, string name, bool starts = false) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.Event",
        ["version"] = 1,
        ["customProperties"] = new JsonObject { ["canStartWorkflow"] = starts },
        ["eventName"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = name } },
    };

    public static string NewId() => "def-" + Guid.CreateVersion7().ToString("N")[20..];

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await http.GetAsync(Api + path), path);

    public async Task<JsonNode> PostAsync(string path, JsonNode? body = null) => await ReadAsync(await SendAsync(path, body), path);

    public Task<HttpResponseMessage> SendAsync(string path, JsonNode? body = null) => http.PostAsJsonAsync(Api + path, body ?? new JsonObject());

    public Task<HttpResponseMessage> DeleteAsync(string path) => http.DeleteAsync(Api + path);

    public async Task<JsonNode> ImportAsync(JsonObject definition) => await PostAsync("/workflow-definitions/import", definition.DeepClone());

    public async Task<JsonNode> PublishAsync(JsonObject definition)
    {
        await ImportAsync(definition);
        return await PostAsync($"/workflow-definitions/{definition["definitionId"]}/publish");
    }

    /// <summary>Runs the published version; the instance's id and state.</summary>
    public async Task<(string Id, JsonNode State)> ExecuteAsync(string definitionId, JsonObject? body = null)
    {
        var state = (await PostAsync($"/workflow-definitions/{definitionId}/execute", body))["workflowState"]!;
        return (state["id"]!.ToString(), state);
    }

    public async Task<IReadOnlyList<string>> LinesAsync(string instanceId)
    {
        var runs = await GetAsync($"/activity-executions/list?workflowInstanceId={instanceId}");
        return [.. runs["items"]!.AsArray().Where(static r => r!["activityType"]!.ToString() == "Elsa.WriteLine")
            .Select(static r => r!["activityState"]!["Text"]?.ToString() ?? string.Empty)];
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue($"{path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
