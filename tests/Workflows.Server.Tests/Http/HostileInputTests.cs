using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Http;

/// <summary>
/// Throws at every described operation what a careless or unkind caller would: no answer may be a 500, and every refusal must be a
/// problem that says what is wrong. New operations are in from the moment they are mapped.
/// </summary>
[Collection(ServerFixture.Collection)]
public sealed class HostileInputTests(ServerFixture server)
{
    private const string SomeId = "01890000-0000-7000-8000-000000000001";

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "1.5", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"a\\u0000b\\u0007\"", "\"\\ud800\"",
        "\"a\\r\\nb\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"2026-13-45\"", "\"00000000-0000-0000-0000-000000000000\"", "[]", "[null]", "[1]",
        "[\"\\u0000\"]", "{}", "{\"a\":{\"b\":[]}}", "{\"\\u0000\":\"\\u0000\"}",
    ];

    private static readonly string[] Bodies = ["", "null", "[]", "\"x\"", "{", "{\"a\":}", "{} {}", "{\"no_such_member\":1}", "\ufeff{}"];

    // Signing in wrongly makes the address wait, which other tests would feel; moving the clock and housekeeping are nobody's row.
    private static readonly string[] LeftOut = ["/api/auth/login", "/api/auth/logout", "/api/auth/password", "/api/auth/refresh"];

    private readonly List<string> _wrong = [];

    [Fact]
    public async Task No_body_makes_an_operation_fail()
    {
        using var client = await server.SignedInAsync("beta", Roles.Admin);
        client.Timeout = TimeSpan.FromSeconds(60);
        var document = await DocumentAsync();
        var rows = await RowsAsync();
        var asked = 0;
        foreach (var (path, method, operation) in Operations(document).Where(static o => o.Method is "POST" or "PATCH" or "PUT"))
        {
            var address = Filled(path, rows);
            foreach (var body in Bodies.Concat(Mutations(document, operation)))
            {
                await SendAsync(client, method, address, Encoding.UTF8.GetBytes(body), body);
                asked++;
            }

            await SendAsync(client, method, address, [(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}'], "invalid UTF-8");
            await SendAsync(client, method, address, Encoding.UTF8.GetBytes(new string('[', 200) + new string(']', 200)), "too deep");
            await SendAsync(client, method, address, Encoding.UTF8.GetBytes("{}"), "text/plain", "text/plain");
            await SendAsync(client, method, address, Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 1_100_000) + "\"}"), "too large");
        }

        _wrong.Should().BeEmpty();
        asked.Should().BeGreaterThan(1000);
    }

    [Fact]
    public async Task No_query_makes_a_list_fail()
    {
        using var client = await server.SignedInAsync("beta", Roles.Admin);
        string[] values = ["", "x", "-1", "%00", "a%00b", "%ff%fe", new string('x', 3000), "9999-12-31T23:59:59Z", "0001-01-01T00:00:00%2B14:00", "%25", "_", "'", SomeId, "true"];
        foreach (var (path, _, operation) in Operations(await DocumentAsync()).Where(static o => o.Method == "GET" && !o.Path.Contains('{', StringComparison.Ordinal)))
        {
            var names = (operation["parameters"]?.AsArray() ?? []).Select(static p => p!["name"]!.GetValue<string>()).Append("no_such_filter");
            foreach (var query in names.SelectMany(name => values.Select(value => $"{name}={value}"))
                .Concat(["page=2000000", "page=1000000", "page=0", "page_size=101", "page=1&page=2", "ordering=no_such", "ordering=-", "ordering=,", "=", "&&&"]))
            {
                using var answer = await client.GetAsync($"{path}?{query}");
                await CheckAsync(answer, $"GET {path}?{(query.Length > 80 ? query[..80] : query)}");
            }
        }

        _wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Addresses_and_headers_of_the_wrong_form_are_refused_with_a_reason()
    {
        using var client = await server.SignedInAsync("beta", Roles.Admin);
        var document = await DocumentAsync();
        var rows = await RowsAsync();
        foreach (var (path, method, _) in Operations(document).Where(static o => o.Path.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var id in (string[])["x", "%20", "%F0%9F%92%A9", new string('a', 500), "..%2f..", "00000000-0000-0000-0000-000000000000"])
            {
                var address = System.Text.RegularExpressions.Regex.Replace(path, "{[^}]+}", id, System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                await SendAsync(client, method, address, method is "GET" or "DELETE" ? [] : Encoding.UTF8.GetBytes("{}"), "odd id");
            }
        }

        foreach (var tag in (string[])["x", "\"", "W/\"1\"", "\"1\", \"2\"", "\"99999999999\"", "\"-1\""])
        {
            await SendAsync(client, "PATCH", Filled("/api/support/teams/{id}", rows), Encoding.UTF8.GetBytes("{}"), $"If-Match {tag}", headers: ("If-Match", tag));
        }

        foreach (var key in (string[])["", " ", new string('k', 256), "a b"])
        {
            await SendAsync(client, "POST", "/api/support/tickets/", Encoding.UTF8.GetBytes("""{"subject":"key"}"""), $"key '{key}'", headers: ("Idempotency-Key", key));
        }

        _wrong.Should().BeEmpty();
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject()
            .Select(operation => (Path: path.Key, Method: operation.Key.ToUpperInvariant(), Operation: operation.Value!)))
        .Where(static o => o.Path.StartsWith("/api/", StringComparison.Ordinal) && !LeftOut.Contains(o.Path.TrimEnd('/'), StringComparer.Ordinal));

    // The body as it should be, with one member after the other replaced by each of the values.
    private static IEnumerable<string> Mutations(JsonNode document, JsonNode operation)
    {
        if (operation["requestBody"]?["content"]?.AsObject().First().Value?["schema"] is not { } schema
            || Sample(document, schema, 0) is not JsonObject sample)
        {
            yield break;
        }

        foreach (var (name, _) in sample)
        {
            foreach (var value in Values.Append($"\"{new string('y', 70_000)}\""))
            {
                var others = string.Concat(sample.Where(m => m.Key != name).Select(static m => $",\"{m.Key}\":{m.Value?.ToJsonString() ?? "null"}"));
                yield return $"{{\"{name}\":{value}{others}}}";
            }
        }
    }

    private static JsonNode? Sample(JsonNode document, JsonNode schema, int depth)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return depth > 6 ? new JsonObject() : Sample(document, document["components"]!["schemas"]![reference.Split('/')[^1]]!, depth + 1);
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            return Sample(document, choices.Last(static c => c?["type"]?.ToString() != "null")!, depth + 1);
        }

        if (schema["enum"] is JsonArray words)
        {
            return words.First(static w => w is not null)?.DeepClone();
        }

        var type = schema["type"] is JsonArray types ? types.Select(static t => t!.GetValue<string>()).First(static t => t != "null") : schema["type"]?.GetValue<string>();
        return type switch
        {
            "object" when schema["properties"] is JsonObject members => new JsonObject(members.Select(m =>
                KeyValuePair.Create(m.Key, Sample(document, m.Value!, depth + 1)))),
            "array" => new JsonArray(),
            "integer" or "number" => 1,
            "boolean" => true,
            "string" => schema["format"]?.GetValue<string>() switch { "uuid" => SomeId, "date-time" => "2030-01-01T00:00:00Z", "date" => "2030-01-01", _ => "x" },
            _ => new JsonObject(),
        };
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var anonymous = server.Anonymous();
        return JsonNode.Parse(await anonymous.GetStringAsync("/openapi/v1.json"))!;
    }

    private static string Filled(string path, Dictionary<string, string> rows)
    {
        var id = rows.FirstOrDefault(row => path.StartsWith(row.Key, StringComparison.Ordinal)).Value ?? SomeId;
        return System.Text.RegularExpressions.Regex.Replace(
            path, "{(?<name>[^}]+)}", match => match.Groups["name"].Value.StartsWith("id", StringComparison.Ordinal) ? id : "no-such-thing",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    private async Task<Dictionary<string, string>> RowsAsync()
    {
        using var manager = await server.SignedInAsync("beta", Roles.Manager);
        var ticket = await manager.SendAsync("POST", "/api/support/tickets/", """{"subject":"Hostile"}""").IdAsync();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/api/support/tickets/"] = ticket,
            ["/api/support/teams/"] = await manager.SendAsync("POST", "/api/support/teams/", $$"""{"name":"Hostile {{Guid.CreateVersion7()}}"}""").IdAsync(),
            ["/api/support/surveys/"] = await manager.SendAsync(
                "POST", "/api/support/surveys/", $$"""{"name":"Hostile {{Guid.CreateVersion7()}}","kind":"nps","question":"?","trigger":"manual"}""").IdAsync(),
            ["/api/support/ticket-comments/"] = await manager.SendAsync(
                "POST", "/api/support/ticket-comments/", $$"""{"ticket_id":"{{ticket}}","body":"note","is_internal":true}""").IdAsync(),
            ["/api/support/calendars/"] = await manager.SendAsync(
                "POST", "/api/support/calendars/", $$$"""{"name":"Hostile {{{Guid.CreateVersion7()}}}","zone":"UTC","week":{"monday":["09:00-17:00"]}}""").IdAsync(),
        };
    }

    private async Task SendAsync(
        HttpClient client, string method, string address, byte[] body, string what, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body.Length > 0 || method is not ("GET" or "DELETE"))
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // As curl does with a large body: the refusal comes before the body, and the connection lives on.
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        what = $"{method} {address} with {(what.Length > 120 ? what[..120] : what)}";
        try
        {
            using var answer = await client.SendAsync(request);
            await CheckAsync(answer, what);
        }
        catch (HttpRequestException cut)
        {
            _wrong.Add($"{what}: no answer: {cut.InnerException?.Message ?? cut.Message}");
        }
    }

    private async Task CheckAsync(HttpResponseMessage answer, string what)
    {
        if ((int)answer.StatusCode < 400)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 500 || answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            _wrong.Add($"{what}: {(int)answer.StatusCode} {text}");
            return;
        }

        var problem = JsonDocument.Parse(text).RootElement;
        var names = problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object && errors.EnumerateObject().Any();
        if (string.IsNullOrEmpty(problem.GetProperty("detail").GetString()) || (problem.GetProperty("code").GetString() == "validation" && !names))
        {
            _wrong.Add($"{what}: names no field and reason: {text}");
        }
    }
}
