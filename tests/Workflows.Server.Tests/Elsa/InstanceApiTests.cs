using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Server.Tests.Hosting;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Elsa;

/// <summary>Watching and changing instances.</summary>
[Collection(ServerFixture.Collection)]
public sealed class InstanceApiTests(ServerFixture server)
{
    [Fact]
    public async Task Journal_executions_report_and_call_stack_tell_the_same_story()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "one"), ElsaClient.Event("e", id), ElsaClient.Line("b", "two")));
        var (instance, state) = await elsa.ExecuteAsync(id);

        state["subStatus"]!.ToString().Should().Be("Suspended");
        var report = await elsa.PostAsync("/activity-executions/report", new JsonObject
        {
            ["workflowInstanceId"] = instance,
            ["activityNodeIds"] = new JsonArray("Workflow1:seq:a", "Workflow1:seq:e", "Workflow1:seq:b"),
        });
        report["stats"]!.AsArray().Select(static s => (s!["completedCount"]!.GetValue<int>(), s["isBlocked"]!.GetValue<bool>()))
            .Should().Equal((1, false), (0, true), (0, false));
        var runs = (await elsa.GetAsync($"/activity-executions/list?workflowInstanceId={instance}"))["items"]!.AsArray();
        var line = runs.Single(static r => r!["activityId"]!.ToString() == "a")!;
        line["activityState"]!["Text"]!.ToString().Should().Be("one");
        var stack = await elsa.GetAsync($"/activity-executions/{line["id"]}/call-stack");
        stack["items"]!.AsArray().Select(static r => r!["activityId"]!.ToString()).Should().Equal("Workflow1", "seq", "a");
        var journal = await elsa.PostAsync($"/workflow-instances/{instance}/journal?skip=0&take=100", new JsonObject
        {
            ["filter"] = new JsonObject { ["activityNodeIds"] = new JsonArray("Workflow1:seq:e") },
        });
        journal["items"]!.AsArray().Select(static e => e!["eventName"]!.ToString()).Should().Equal("Started", "Suspended");
    }

    [Fact]
    public async Task A_bookmark_is_resumed_by_its_token()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id), ElsaClient.Line("b", "resumed")));
        var (instance, state) = await elsa.ExecuteAsync(id);
        var token = state["bookmarks"]![0]!["token"]!.ToString();

        await elsa.PostAsync($"/bookmarks/resume?t={token}");

        (await elsa.LinesAsync(instance)).Should().Equal("resumed");
        (await elsa.SendAsync($"/bookmarks/resume?t={token}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await elsa.SendAsync("/bookmarks/resume?t=nonsense")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_instance_migrates_to_another_version_after_a_preview()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id), ElsaClient.Line("b", "old")));
        var (instance, _) = await elsa.ExecuteAsync(id);
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id), ElsaClient.Line("b", "new")));
        var migrate = new JsonObject
        {
            ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Migrate", ["targetVersion"] = 2 }),
            ["workflowInstanceIds"] = new JsonArray(instance),
        };

        (await elsa.PostAsync("/alterations/dry-run", migrate.DeepClone()))["results"]![0]!["isSuccessful"]!.GetValue<bool>().Should().BeTrue();
        (await elsa.GetAsync($"/workflow-instances/{instance}"))["version"]!.GetValue<int>().Should().Be(1, "a dry run changes nothing");
        await elsa.PostAsync("/alterations/run", migrate);
        await elsa.PostAsync($"/events/{id}/trigger");

        (await elsa.GetAsync($"/workflow-instances/{instance}"))["version"]!.GetValue<int>().Should().Be(2);
        (await elsa.LinesAsync(instance)).Should().Equal("new");
    }

    [Fact]
    public async Task A_version_that_lacks_a_live_activity_is_refused()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id)));
        var (instance, _) = await elsa.ExecuteAsync(id);
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Line("b", "none")));

        var answer = await elsa.PostAsync("/alterations/run", new JsonObject
        {
            ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Migrate", ["targetVersion"] = 2 }),
            ["workflowInstanceIds"] = new JsonArray(instance),
        });

        answer["results"]![0]!["isSuccessful"]!.GetValue<bool>().Should().BeFalse();
        answer["results"]![0]!["error"]!.ToString().Should().Contain("'e'");
    }

    [Fact]
    public async Task A_submitted_plan_tells_what_became_of_each_instance()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id)));
        var (running, _) = await elsa.ExecuteAsync(id);
        var (ended, _) = await elsa.ExecuteAsync(id);
        await elsa.PostAsync($"/cancel/workflow-instances/{ended}");
        var plan = new JsonObject
        {
            ["id"] = $"plan-{id}",
            ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }),
            ["filter"] = new JsonObject { ["workflowInstanceIds"] = new JsonArray(running, ended) },
        };

        (await elsa.PostAsync("/alterations/submit", plan.DeepClone()))["planId"]!.ToString().Should().Be($"plan-{id}");
        await elsa.PostAsync("/alterations/submit", plan);

        var found = await Eventually.GetAsync(() => elsa.GetAsync($"/alterations/plan-{id}"), static f => f["plan"]!["status"]!.ToString() == "Completed", "the plan is carried out");
        found["plan"]!["alterations"]![0]!["type"]!.ToString().Should().Be("Cancel");
        found["jobs"]!.AsArray().Select(static j => (j!["workflowInstanceId"]!.ToString(), j["status"]!.ToString()))
            .Should().Equal([(running, "Completed"), (ended, "Failed")], "asking twice does it once");
        found["jobs"]![1]!["log"]![0]!["message"]!.ToString().Should().Contain("has ended");
        (await elsa.GetAsync($"/workflow-instances/{running}"))["subStatus"]!.ToString().Should().Be("Cancelled");
        using var other = await ElsaClient.ManagerAsync(server, "beta");
        (await other.Http.GetAsync($"/elsa/api/alterations/plan-{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_dry_run_of_a_filter_names_its_instances()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id)));
        var (instance, _) = await elsa.ExecuteAsync(id);

        (await elsa.PostAsync("/alterations/dry-run", new JsonObject { ["definitionIds"] = new JsonArray(id) }))["workflowInstanceIds"]!
            .AsArray().Select(static i => i!.ToString()).Should().Equal(instance);
    }

    [Fact]
    public async Task A_greedy_expression_is_an_incident_of_its_instance()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Line("a", "while (true) {}", "JavaScript")));

        var (_, state) = await elsa.ExecuteAsync(id);

        state["subStatus"]!.ToString().Should().Be("Faulted");
        state["incidents"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Lists_filter_by_everything_and_refuse_nonsense()
    {
        using var elsa = await ElsaClient.ManagerAsync(server);
        var id = ElsaClient.NewId();
        await elsa.PublishAsync(ElsaClient.Definition(id, ElsaClient.Event("e", id)));
        var (instance, _) = await elsa.ExecuteAsync(id, new JsonObject { ["correlationId"] = $"c-{id}" });

        foreach (var filter in new JsonObject[]
        {
            new() { ["definitionIds"] = new JsonArray(id), ["subStatuses"] = new JsonArray("Suspended") },
            new() { ["correlationId"] = $"c-{id}" },
            new() { ["searchTerm"] = instance },
            new() { ["searchTerm"] = id.ToUpperInvariant(), ["orderBy"] = "LastExecuted" },
            new() { ["definitionId"] = id, ["timestampFilters"] = new JsonArray(new JsonObject { ["column"] = "CreatedAt", ["operator"] = "GreaterThan", ["timestamp"] = "2020-01-01T00:00:00Z" }) },
        })
        {
            (await elsa.PostAsync("/workflow-instances", filter))["items"]!.AsArray().Select(static i => i!["id"]!.ToString()).Should().Equal([instance], filter.ToJsonString());
        }

        (await elsa.SendAsync("/workflow-instances", new JsonObject { ["statuses"] = new JsonArray("Odd") })).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await elsa.SendAsync("/workflow-instances", new JsonObject { ["page"] = -1 })).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
