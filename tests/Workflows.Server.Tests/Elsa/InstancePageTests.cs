using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Elsa;

/// <summary>Pages of instances, in every order: each instance on exactly one page, and in the order that was asked for.</summary>
[Collection(ServerFixture.Collection)]
public sealed class InstancePageTests(ServerFixture server)
{
    [Theory]
    [InlineData("Created", "createdAt", false)]
    [InlineData("LastExecuted", "updatedAt", false)]
    [InlineData("Finished", "finishedAt", true)]
    [InlineData("Name", "name", true)]
    public async Task Every_order_shows_every_instance_once(string order, string member, bool emptyLast)
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var (ends, waits) = (ElsaClient.NewId(), ElsaClient.NewId());
        const string Named = "if (getInput('N')) { setName(getInput('N')); } return 'x';";
        await elsa.PublishAsync(ElsaClient.Definition(ends, ElsaClient.Line("a", Named, "JavaScript")));
        await elsa.PublishAsync(ElsaClient.Definition(waits, ElsaClient.Line("a", Named, "JavaScript"), ElsaClient.Event("e", waits)));
        foreach (var (definition, name) in new[] { (ends, "B"), (waits, "A"), (waits, null), (ends, null), (waits, "C") })
        {
            await elsa.ExecuteAsync(definition, name is null ? null : new JsonObject { ["input"] = new JsonObject { ["N"] = name } });
        }

        foreach (var direction in new[] { "Ascending", "Descending" })
        {
            foreach (var statuses in new string[][] { [], ["Running", "Finished"] })
            {
                var rows = new List<JsonNode>();
                for (var page = 0; page < 3; page++)
                {
                    var found = await elsa.PostAsync("/workflow-instances", new JsonObject
                    {
                        ["definitionIds"] = new JsonArray(ends, waits),
                        ["statuses"] = new JsonArray([.. statuses.Select(static s => (JsonNode)s)]),
                        ["orderBy"] = order,
                        ["orderDirection"] = direction,
                        ["page"] = page,
                        ["pageSize"] = 2,
                    });
                    found["totalCount"]!.GetValue<int>().Should().Be(5);
                    rows.AddRange(found["items"]!.AsArray().Select(static i => i!));
                }

                rows.Select(static r => r["id"]!.ToString()).Should().HaveCount(5).And.OnlyHaveUniqueItems();
                var values = rows.Select(r => r[member]?.ToString() is { Length: > 0 } text ? Comparable(member, text) : null).ToList();
                var known = values.OfType<IComparable>().ToList();
                if (emptyLast)
                {
                    values.Take(known.Count).Should().NotContainNulls();
                }

                known.Should().Equal(direction == "Ascending" ? known.Order() : known.OrderDescending());
            }
        }
    }

    [Fact]
    public async Task States_that_exclude_each_other_find_nothing()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);

        var found = await elsa.GetAsync("/workflow-instances?statuses=Running&subStatuses=Finished");

        found["totalCount"]!.GetValue<int>().Should().Be(0);
    }

    private static IComparable Comparable(string member, string text) =>
        member == "name" ? text : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
