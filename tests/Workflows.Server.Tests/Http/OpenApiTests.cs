using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Http;

/// <summary>
/// The API's description is a promise: a change of it shows as a change of docs/openapi.json. After an intended one, run this test with
/// UPDATE_OPENAPI=1 and read the difference.
/// </summary>
[Collection(ServerFixture.Collection)]
public sealed class OpenApiTests(ServerFixture server)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Fact]
    public async Task The_description_is_the_stored_one()
    {
        using var client = server.Anonymous();
        var now = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var path = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, now);
        }

        var stored = await File.ReadAllTextAsync(path);
        var difference = stored.Split('\n').Except(now.Split('\n'), StringComparer.Ordinal).Select(static l => "- " + l)
            .Concat(now.Split('\n').Except(stored.Split('\n'), StringComparer.Ordinal).Select(static l => "+ " + l)).Take(40);
        (stored == now).Should().BeTrue("docs/openapi.json must describe the API as it is:\n" + string.Join('\n', difference));
    }

    [Fact]
    public async Task Every_route_of_the_api_is_described_with_a_summary()
    {
        using var client = server.Anonymous();
        var described = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject()
            .SelectMany(static path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value)));

        described.Where(static o => o.Value!["summary"] is null).Select(static o => $"{o.Item2} {o.Item1}").Should().BeEmpty();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflows.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Workflows.sln above {AppContext.BaseDirectory}");
    }
}
