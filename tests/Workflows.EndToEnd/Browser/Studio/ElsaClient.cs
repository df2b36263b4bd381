using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Workflows.EndToEnd.Browser.Studio;

/// <summary>A client of the product's APIs beside the browser: what the designer cannot do, and what the server has made of it.</summary>
internal sealed class ElsaClient : IDisposable
{
    private readonly HttpClient _http;

    private ElsaClient(HttpClient http) => _http = http;

    public static async Task<ElsaClient> SignInAsync(BrowserFixture browser, string login)
    {
        var http = new HttpClient { BaseAddress = new Uri(browser.Address) };
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { login, password = BrowserFixture.Password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>());
        return new ElsaClient(http);
    }

    public async Task<JsonObject> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonObject>(path))!;

    public async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"POST {path}: {text}");
    }

    /// <summary>The latest version of a definition.</summary>
    public Task<JsonObject> LatestAsync(string definition) =>
        GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{definition}?versionOptions=Latest");

    public Task<JsonObject> InstanceAsync(string id) => GetAsync($"/elsa/api/workflow-instances/{id}");

    /// <summary>What the activities of a run were given: the value of an input by the activity's name.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> InputsAsync(string instance, string input)
    {
        var journal = await _http.PostAsJsonAsync($"/elsa/api/workflow-instances/{instance}/journal?skip=0&take=100", new { });
        return (await journal.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray()
            .Where(item => item!["eventName"]!.GetValue<string>() == "Completed" && item["activityState"]?[input] is not null)
            .ToDictionary(static item => item!["activityName"]!.GetValue<string>(), item => item!["activityState"]![input]!.ToString(), StringComparer.Ordinal)!;
    }

    public void Dispose() => _http.Dispose();
}
