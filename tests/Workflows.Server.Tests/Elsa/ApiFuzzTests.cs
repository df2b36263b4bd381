using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Fuzzing;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.Server.Tests.Elsa;

/// <summary>
/// Broken definitions against the API of a real server: saved, exported, published, run and deleted, as far as each gets. Whatever they
/// are, the answer is no 5xx and comes in time. <c>WORKFLOWS_FUZZ_API</c> says how many (default 300) and
/// <c>WORKFLOWS_FUZZ_API_FROM</c> with which to begin (default 0).
/// </summary>
[Collection(ServerFixture.Collection)]
public sealed class ApiFuzzTests(ServerFixture server, ITestOutputHelper output)
{
    private const int Callers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _failures = [];

    [Fact]
    public async Task No_definition_breaks_the_server()
    {
        var (from, many) = (Number("WORKFLOWS_FUZZ_API_FROM", 0), Number("WORKFLOWS_FUZZ_API", 300));
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var elsa = await ElsaClient.ManagerAsync(server);
            elsa.Http.Timeout = Limit;
            for (var number = Interlocked.Increment(ref next); number < from + many && _failures.Count < 20; number = Interlocked.Increment(ref next))
            {
                await OneAsync(elsa, number, $"fuzz-{caller}");
            }
        }));

        output.WriteLine($"{many} definitions from {from}: " + string.Join(", ", _answers.OrderBy(static a => a.Key, StringComparer.Ordinal).Select(static a => $"{a.Key} {a.Value}")));
        _failures.Should().BeEmpty();
        _answers.Keys.Should().Contain(static a => a.StartsWith("execute 200", StringComparison.Ordinal));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private async Task OneAsync(ElsaClient elsa, int number, string definitionId)
    {
        var seeds = DefinitionSeeds.All;
        var seed = seeds[number % seeds.Count];
        seed["definitionId"] = definitionId;
        var mutator = new DefinitionMutator(number);
        var body = number % 10 == 9 ? mutator.MutateText(seed) : System.Text.Encoding.UTF8.GetBytes(mutator.Mutate(seed).ToJsonString());
        string Case() => $"mutation {number}: {System.Text.Encoding.UTF8.GetString(body)}";
        try
        {
            if (await SendAsync(elsa, "import", body, Case) is not { } saved || saved["definitionId"]?.ToString() is not { } id)
            {
                return;
            }

            var path = Uri.EscapeDataString(id);
            await CallAsync("export", () => elsa.Http.GetAsync($"/elsa/api/workflow-definitions/{path}/export"), Case);
            await CallAsync("read", () => elsa.Http.GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{path}"), Case);
            if (await CallAsync("publish", () => elsa.SendAsync($"/workflow-definitions/{path}/publish"), Case) is not null)
            {
                await CallAsync("execute", () => elsa.SendAsync($"/workflow-definitions/{path}/execute"), Case);
                await CallAsync("retract", () => elsa.SendAsync($"/workflow-definitions/{path}/retract"), Case);
            }

            await CallAsync("delete", () => elsa.DeleteAsync($"/workflow-definitions/{path}"), Case);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _failures.Add($"{error.GetType().Name} {error.Message} of {Case()}");
        }
    }

    private Task<JsonNode?> SendAsync(ElsaClient elsa, string step, byte[] body, Func<string> told) => CallAsync(
        step,
        () =>
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return elsa.Http.PostAsync("/elsa/api/workflow-definitions/import", content);
        },
        told);

    private async Task<JsonNode?> CallAsync(string step, Func<Task<HttpResponseMessage>> call, Func<string> told)
    {
        using var answer = await call();
        var status = (int)answer.StatusCode;
        _answers.AddOrUpdate($"{step} {status}", 1, static (_, count) => count + 1);
        if (status >= 500)
        {
            _failures.Add($"{step} answered {status} {await answer.Content.ReadAsStringAsync()} to {told()}");
        }

        var text = await answer.Content.ReadAsStringAsync();
        return status < 300 ? (text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)) : null;
    }
}
