using System.Globalization;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;
using Workflows.Engine.Management;
using Xunit;

namespace Workflows.Engine.Tests.Management;

/// <summary>
/// Broken definitions on their way from the body of a request to the catalog: whatever they are, they are accepted or refused with
/// reasons. <c>WORKFLOWS_FUZZ_DEFINITIONS</c> says how many (default 4,000).
/// </summary>
public sealed class DefinitionFuzzTests
{
    private static readonly string[] Seeds =
    [
        """
        {"definitionId":"a","name":"A","variables":[{"id":"v","name":"V","typeName":"Int32","value":"5"}],"inputs":[{"name":"I","type":"String"}],
         "outputs":[{"name":"O","type":"Object"}],"outcomes":["Yes"],"options":{"usableAsActivity":true},"customProperties":{"k":1},
         "root":{"id":"f","type":"Elsa.Flowchart","version":1,"start":"w","activities":[
           {"id":"w","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":1,"y":2}}},
            "customProperties":{"logPersistenceMode":{"default":"Exclude","inputs":{"text":"Include"}}},
            "text":{"typeName":"String","expression":{"type":"JavaScript","value":"getV() + 1"}}},
           {"id":"s","type":"Elsa.FlowSwitch","version":1,"cases":[{"label":"A","condition":{"type":"JavaScript","value":"true"}}]},
           {"id":"t","type":"Elsa.SetVariable","version":1,"variable":{"id":"v","name":"V","typeName":"Int32"},
            "value":{"typeName":"Object","expression":{"type":"Variable","value":"{\"id\":\"v\",\"name\":\"V\"}"}}}],
          "connections":[{"source":{"activity":"w","port":"Done"},"target":{"activity":"s","port":"In"},"vertices":[{"x":1,"y":2}]},
                         {"source":"s","target":"t","sourcePort":"A","targetPort":"In"}]}}
        """,
        """
        {"definitionId":"b","name":"B","root":{"id":"q","type":"Elsa.Sequence","version":1,"variables":[{"id":"n","name":"N","typeName":"String"}],
          "activities":[
           {"id":"e","type":"Elsa.HttpEndpoint","version":1,"customProperties":{"canStartWorkflow":true},
            "path":{"typeName":"String","expression":{"type":"Literal","value":"orders/{id}"}},
            "supportedMethods":{"typeName":"String[]","expression":{"type":"Object","value":"[\"GET\",\"POST\"]"}},
            "routeData":{"typeName":"ObjectDictionary","memoryReference":{"id":"n"}}},
           {"id":"c","type":"Elsa.Cron","version":1,"customProperties":{"canStartWorkflow":true},
            "cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"0 */5 * * *"}}},
           {"id":"i","type":"Elsa.If","version":1,"condition":{"typeName":"Boolean","expression":{"type":"Literal","value":"True"}},
            "then":{"id":"y","type":"Elsa.WriteLine","version":1},"else":{"id":"z","type":"Acme.Unknown","version":2}},
           {"id":"x","type":"Elsa.Switch","version":1,"cases":[{"label":"L","condition":{"type":"Liquid","value":"{{ V }}"},
            "activity":{"id":"k","type":"Elsa.Delay","version":1,"timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:01"}}}}]}]}}
        """,
    ];

    [Fact]
    public async Task A_broken_definition_is_accepted_or_refused_with_reasons()
    {
        var many = int.TryParse(Environment.GetEnvironmentVariable("WORKFLOWS_FUZZ_DEFINITIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 4000;
        var registry = new ActivityRegistry();
        var catalog = new WorkflowCatalog(registry, ExpressionRegistry.Default, TimeProvider.System);
        var checks = new DefinitionChecks(catalog);
        var seeds = Array.ConvertAll(Seeds, static text => JsonNode.Parse(text)!.AsObject());
        var (accepted, refused) = (0, 0);
        for (var number = 0; number < many; number++)
        {
            var model = new DefinitionMutator(number).Mutate(seeds[number % seeds.Length]);
            try
            {
                var problems = await ReadAsync(model, registry, catalog, checks);
                _ = problems == 0 ? accepted++ : refused++;
            }
            catch (Exception error) when (error is not DefinitionException)
            {
                throw new InvalidOperationException($"Mutation {number}: {model.ToJsonString()}", error);
            }
        }

        accepted.Should().BePositive();
        refused.Should().BePositive();
    }

    private static async Task<int> ReadAsync(JsonObject model, ActivityRegistry registry, WorkflowCatalog catalog, DefinitionChecks checks)
    {
        var problems = DefinitionShape.Check(model).Count;
        if (problems > 0)
        {
            return problems;
        }

        var stored = new StoredDefinition
        {
            Id = "v",
            TenantId = StoredDefinition.Nobody,
            DefinitionId = "d",
            Version = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Content = DefinitionContent.Strip(model),
        };
        var json = stored.ToJson();
        _ = DefinitionContent.Export(stored);
        if (json["root"] is JsonObject root)
        {
            json["root"] = ActivityTree.ReplaceUnknown(root, registry);
        }

        json = stored.ToJson();
        problems = DefinitionChecks.Inputs(json, registry, ExpressionRegistry.Default).Count;
        if (problems > 0)
        {
            return problems;
        }

        try
        {
            var graph = catalog.Compile(WorkflowJson.Read(json, registry), registry);
            return (await checks.TriggersAsync(graph, json, CancellationToken.None)).Problems.Count;
        }
        catch (Exception error) when (DefinitionMaterializer.IsContent(error))
        {
            return 1;
        }
    }
}
