using System.Globalization;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;
using Workflows.Engine.Management;
using Workflows.Testing.Fuzzing;
using Xunit;

namespace Workflows.Engine.Tests.Management;

/// <summary>
/// Broken definitions on their way from the body of a request to the catalog: whatever they are, they are accepted or refused with
/// reasons. <c>WORKFLOWS_FUZZ_DEFINITIONS</c> says how many (default 4,000).
/// </summary>
public sealed class DefinitionFuzzTests
{
    [Fact]
    public async Task A_broken_definition_is_accepted_or_refused_with_reasons()
    {
        var many = int.TryParse(Environment.GetEnvironmentVariable("WORKFLOWS_FUZZ_DEFINITIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 4000;
        var registry = new ActivityRegistry();
        var catalog = new WorkflowCatalog(registry, ExpressionRegistry.Default, TimeProvider.System);
        var checks = new DefinitionChecks(catalog);
        var seeds = DefinitionSeeds.All;
        var (accepted, refused) = (0, 0);
        for (var number = 0; number < many; number++)
        {
            var model = new DefinitionMutator(number).Mutate(seeds[number % seeds.Count]);
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
