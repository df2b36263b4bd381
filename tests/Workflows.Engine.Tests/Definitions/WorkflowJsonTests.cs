using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Looping;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Tests.Execution;
using Xunit;

namespace Workflows.Engine.Tests.Definitions;

public sealed class WorkflowJsonTests
{
    private const string Order = """
        {
          "$schema": "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
          "id": "v2", "definitionId": "order", "name": "Order", "description": "d", "createdAt": "2026-09-01T10:00:00+00:00", "version": 2,
          "toolVersion": "3.8.0.0", "isLatest": true, "isPublished": false, "isReadonly": false, "isSystem": false, "future": { "keep": [1, 2.50] },
          "variables": [ { "id": "var1", "name": "name", "typeName": "String", "isArray": false, "value": "bob", "storageDriverTypeName": "Demo.Storage" },
                         { "id": "var2", "name": "count", "typeName": "Int32", "isArray": false, "value": "2", "storageDriverTypeName": null } ],
          "inputs": [ { "type": "String", "isArray": false, "name": "Who", "displayName": "Who", "description": "", "category": "", "uiHint": "singleline", "storageDriverType": null } ],
          "outputs": [ { "type": "String", "isArray": false, "name": "Answer", "displayName": "Answer", "description": "", "category": "" } ],
          "outcomes": ["Ok"], "customProperties": { "logPersistenceConfig": { "default": {} } },
          "options": { "activationStrategyType": "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime",
                       "usableAsActivity": false, "autoUpdateConsumingWorkflows": false, "activityCategory": null,
                       "incidentStrategyType": "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "commitStrategyName": null, "later": 7 },
          "root": { "id": "Flowchart1", "nodeId": "Workflow1:Flowchart1", "name": "Flowchart1", "type": "Elsa.Flowchart", "version": 1,
            "customProperties": {}, "metadata": {}, "start": "write1",
            "activities": [
              { "id": "dec1", "nodeId": "Workflow1:Flowchart1:dec1", "name": "Decision1", "type": "Elsa.FlowDecision", "version": 1, "customProperties": {},
                "metadata": { "designer": { "position": { "x": 340, "y": 80.5 } } },
                "condition": { "typeName": null, "expression": { "type": "JavaScript", "value": "getCount() > 1" }, "memoryReference": null } },
              { "id": "write1", "nodeId": "Workflow1:Flowchart1:write1", "name": "WriteLine1", "type": "Elsa.WriteLine", "version": 1,
                "customProperties": { "canStartWorkflow": true, "mergeMode": "Stream" }, "metadata": { "displayText": "Say hello" }, "strange": "member",
                "text": { "typeName": "String", "expression": { "type": "Variable", "value": "{\"id\":\"var1\",\"name\":\"name\",\"typeName\":\"String\"}" }, "memoryReference": null } },
              { "id": "delay1", "nodeId": "Workflow1:Flowchart1:delay1", "name": null, "type": "Elsa.Delay", "version": 1, "customProperties": {}, "metadata": {},
                "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:00:10" } } },
              { "id": "out1", "nodeId": "Workflow1:Flowchart1:out1", "name": "Set", "type": "Elsa.SetOutput", "version": 1, "customProperties": {}, "metadata": {},
                "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "Answer" } },
                "outputValue": { "typeName": "Object", "expression": { "type": "Liquid", "value": "{{ Input.Who }}" } } },
              { "id": "gone1", "nodeId": "Workflow1:Flowchart1:gone1", "type": "Acme.Unknown", "version": 3, "acme": { "deep": [true] } } ],
            "connections": [
              { "source": { "activity": "write1", "port": "Done" }, "target": { "activity": "dec1", "port": "In" }, "vertices": [ { "x": 1, "y": 2 } ] },
              { "source": { "activity": "dec1", "port": "True" }, "target": { "activity": "delay1", "port": "In" }, "vertices": [], "color": "red" },
              { "source": { "activity": "dec1", "port": "False" }, "target": { "activity": "gone1", "port": "In" }, "vertices": [] },
              { "source": { "activity": "delay1", "port": "Done" }, "target": { "activity": "out1", "port": "In" }, "vertices": [] } ] }
        }
        """;

    [Fact]
    public async Task A_definition_from_the_designer_runs()
    {
        var host = new EngineHost(WorkflowJson.Read(Order));
        host.Graph.IncidentStrategy.Should().BeOfType<ContinueWithIncidentsStrategy>();
        host.Graph.Workflow.Options.ActivationStrategyType.Should().Be<SingletonStrategy>();

        await host.StartAsync(null, ("Who", "Zoe"));
        host.Lines.Should().Equal("bob");
        await host.PassAsync(TimeSpan.FromSeconds(10));

        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Output.Should().Contain("Answer", "Zoe");
    }

    [Fact]
    public void Reading_and_writing_loses_nothing()
    {
        var original = JsonNode.Parse(Order)!;

        var written = WorkflowJson.Write(WorkflowJson.Read(Order));

        Missing(original, written, "$").Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_activity_is_kept_and_fails_only_when_it_runs()
    {
        var json = Order.Replace("\"value\": \"2\"", "\"value\": \"0\"", StringComparison.Ordinal);
        var host = await new EngineHost(WorkflowJson.Read(json)).StartAsync();

        host.Context.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Acme.Unknown");
    }

    [Fact]
    public async Task A_workflow_class_and_its_json_behave_alike()
    {
        var workflow = await WorkflowBuilder.BuildAsync(new Sample());
        WorkflowGraph.Compile(workflow);
        var json = WorkflowJson.Write(workflow).ToJsonString();

        var (first, second) = (new EngineHost(workflow), new EngineHost(WorkflowJson.Read(json)));
        foreach (var host in new[] { first, second })
        {
            await host.StartAsync();
            await host.PublishAsync("go", "pay");
            await host.PassAsync(TimeSpan.FromHours(1));
        }

        first.Lines.Should().Equal("start", "round 1", "round 2", "one", "pay", "end");
        second.Lines.Should().Equal(first.Lines);
        second.Journal.Should().Equal(first.Journal);
        second.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        JsonNode.DeepEquals(WorkflowJson.Write(WorkflowJson.Read(json)), JsonNode.Parse(json)).Should().BeTrue();
    }

    [Fact]
    public void Every_built_in_activity_is_described_and_survives_a_round_trip()
    {
        foreach (var descriptor in ActivityRegistry.Default.Descriptors.Where(item => item.ClrType != typeof(Workflow)))
        {
            var activity = descriptor.Constructor();
            activity.Id = "a1";
            var workflow = new Workflow(activity);
            var json = WorkflowJson.Write(workflow);

            var read = WorkflowJson.Read(json.ToJsonString());

            read.Root.Should().BeOfType(descriptor.ClrType);
            descriptor.Category.Should().NotBeNullOrEmpty(descriptor.TypeName);
            WorkflowGraph.Compile(read).Nodes.Should().HaveCountGreaterThan(1);
        }

        ActivityRegistry.Default.Descriptors.Select(item => item.TypeName).Should().Contain(
        [
            "Elsa.Sequence", "Elsa.Flowchart", "Elsa.WriteLine", "Elsa.If", "Elsa.Switch", "Elsa.FlowDecision", "Elsa.FlowSwitch", "Elsa.FlowFork",
            "Elsa.FlowJoin", "Elsa.While", "Elsa.For", "Elsa.ForEach", "Elsa.ParallelForEach", "Elsa.Break", "Elsa.SetVariable", "Elsa.SetName",
            "Elsa.Correlate", "Elsa.Fault", "Elsa.Finish", "Elsa.Complete", "Elsa.End", "Elsa.Event", "Elsa.PublishEvent", "Elsa.Delay", "Elsa.Timer",
            "Elsa.Cron", "Elsa.StartAt", "Elsa.RunTask", "Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows", "Elsa.Fork",
            "Elsa.Parallel", "Elsa.Inline", "Elsa.NotFoundActivity", "Elsa.SetOutput",
        ]);
    }

    private static IEnumerable<string> Missing(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                return actual is JsonObject other
                    ? members.SelectMany(member => other.ContainsKey(member.Key) ? Missing(member.Value, other[member.Key], $"{path}.{member.Key}") : [$"{path}.{member.Key}"])
                    : [path];
            case JsonArray items:
                return actual is JsonArray others && others.Count == items.Count
                    ? items.SelectMany((item, index) => Missing(item, others[index], $"{path}[{index}]"))
                    : [path];
            default:
                return JsonNode.DeepEquals(expected, actual) ? [] : [$"{path}: {expected?.ToJsonString()} became {actual?.ToJsonString()}"];
        }
    }

    private sealed class Sample : WorkflowBase
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            var name = builder.WithVariable("Payload", string.Empty);
            var go = new Event("go") { Result = new Output<object>(name) };
            builder.Root = new Sequence
            {
                Activities =
                {
                    new WriteLine("start"),
                    new For(1, 2) { Body = new WriteLine(new Expression("JavaScript", "'round ' + getVariable('CurrentValue')")) },
                    new Switch { Cases = { new SwitchCase("One", new Expression("JavaScript", "1 == 1"), new WriteLine("one")) } },
                    go,
                    new WriteLine(name),
                    new Fork { JoinMode = ForkJoinMode.WaitAny, Branches = { Delay.FromHours(1), new Event("never") } },
                    new If(new Input<bool>(new Expression("JavaScript", "getPayload() == 'pay'"))) { Then = new WriteLine("end"), Else = new WriteLine("wrong") },
                },
            };
        }
    }
}
