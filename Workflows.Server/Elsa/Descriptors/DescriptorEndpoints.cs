using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Expressions;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Descriptors;

/// <summary>What the designer offers: activity types, expression languages, types of variables, strategies.</summary>
internal static class DescriptorEndpoints
{
    private static readonly Named[] StorageDrivers =
    [
        new("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", "Workflow Instance", "In the instance's own state.") { Priority = 5 },
        new("Elsa.Workflows.WorkflowStorageDriver, Elsa.Workflows.Core", "Workflow", "In the instance's own state.") { Priority = 4 },
        new("Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core", "Memory", "In the instance's own state; kept for definitions of other servers.") { Priority = 0 },
    ];

    private static readonly Named[] ActivationStrategies =
    [
        new("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "Always", "Any number of instances."),
        new("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", "Singleton", "One running instance at a time."),
        new("Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime", "Correlation", "One running instance of any definition for a correlation id."),
        new("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "Correlated singleton", "One running instance of this definition for a correlation id."),
    ];

    private static readonly Named[] IncidentStrategies =
    [
        new("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "Fault", "The instance stops when an activity fails."),
        new("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "Continue with incidents", "Other branches go on when an activity fails."),
    ];

    private static readonly Named[] LogPersistenceStrategies =
    [
        new("Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core", "Inherit", "As the container says."),
        new("Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core", "Include", "The journal keeps the value."),
        new("Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core", "Exclude", "The journal does not keep the value."),
    ];

    private static readonly object[] CommitStrategies =
    [
        new { Name = "Burst", DisplayName = "Burst", Description = "The state is committed at the end of each burst, and before an effect outside of the database." },
    ];

    private static readonly object[] Features =
    [
        new { Name = "RealTimeWorkflowUpdates", Namespace = "Elsa", FullName = "Elsa.RealTimeWorkflowUpdates", DisplayName = "Real-time updates", Description = "Shows instances live." },
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var read = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsRead);
        read.MapGet("/descriptors/activities", ActivitiesAsync);
        read.MapGet("/descriptors/activities/{typeName}", ActivityAsync);
        read.MapPost("/descriptors/activities/{typeName}/options/{inputName}", OptionsAsync);
        read.MapGet("/descriptors/expression-descriptors", Expressions);
        read.MapGet("/descriptors/variables", static () => ElsaJson.Answer(new ItemList<object>([.. TypeAliases.All.Select(static pair => new
        {
            TypeName = pair.Key,
            DisplayName = pair.Key,
            Category = pair.Value.IsPrimitive || pair.Value == typeof(string) || pair.Value == typeof(object) ? "Primitives" : "Lookups",
            Description = (string?)null,
        })])));
        Fixed(read, "/descriptors/storage-drivers", StorageDrivers);
        Fixed(read, "/descriptors/workflow-activation-strategies", ActivationStrategies);
        Fixed(read, "/descriptors/incident-strategies", IncidentStrategies);
        Fixed(read, "/descriptors/log-persistence-strategies", LogPersistenceStrategies);
        Fixed(read, "/descriptors/commit-strategies/workflows", CommitStrategies);
        Fixed(read, "/descriptors/commit-strategies/activities", CommitStrategies);
        Fixed(read, "/descriptors/output-converters", Array.Empty<object>());
        Fixed(read, "/features/installed", Features);
        Fixed(read, "/resilience/strategies", Array.Empty<object>());
        read.MapGet("/resilience/retries/{runId}", static (string runId) => ElsaJson.Answer(new ItemPage<object>([], 0)));
        read.MapGet("/package/version", static () => ElsaJson.Answer(new { PackageVersion = DefinitionContent.ToolVersion }));
        read.MapGet("/secrets/descriptors", static () => ElsaJson.Answer(new { Types = Array.Empty<object>(), Stores = Array.Empty<object>() }));
        read.MapPost("/secrets/picker", static () => ElsaJson.Answer(new { Items = Array.Empty<object>(), CanCreateInline = false }));
    }

    private static void Fixed<T>(RouteGroupBuilder read, string path, IReadOnlyCollection<T> items) =>
        read.MapGet(path, () => ElsaJson.Answer(new ItemList<T>(items)));

    private static async Task<IResult> ActivitiesAsync(
        DefinitionMaterializer materializer, PickLists lists, CallContext call, CancellationToken cancellationToken)
    {
        var registry = await materializer.RegistryAsync(call.TenantId, cancellationToken);
        var choices = await lists.ReadAsync(call.TenantId, cancellationToken);
        return ElsaJson.Answer(new ItemList<JsonObject>([.. registry.Descriptors.Select(descriptor => ActivityDescriptors.Describe(descriptor, choices))]));
    }

    private static async Task<IResult> ActivityAsync(
        string typeName, HttpContext context, DefinitionMaterializer materializer, PickLists lists, CallContext call, CancellationToken cancellationToken)
    {
        var registry = await materializer.RegistryAsync(call.TenantId, cancellationToken);
        var version = new QueryReader(context).Number("version");
        var found = (version is { } number ? registry.Find(typeName, number) : registry.Find(typeName))
            ?? throw new Workflows.Server.Http.Problems.ProblemException(Workflows.Server.Http.Problems.Problem.NotFound("activity type"));
        return ElsaJson.Answer(ActivityDescriptors.Describe(found, await lists.ReadAsync(call.TenantId, cancellationToken)));
    }

    private static async Task<IResult> OptionsAsync(
        string typeName, string inputName, DefinitionMaterializer materializer, PickLists lists, CallContext call, CancellationToken cancellationToken)
    {
        var registry = await materializer.RegistryAsync(call.TenantId, cancellationToken);
        var input = registry.Find(typeName)?.Inputs.FirstOrDefault(i => string.Equals(i.Name, inputName, StringComparison.OrdinalIgnoreCase))
            ?? throw new Workflows.Server.Http.Problems.ProblemException(Workflows.Server.Http.Problems.Problem.NotFound("input"));
        var choices = await lists.ReadAsync(call.TenantId, cancellationToken);
        var list = choices.GetValueOrDefault($"{typeName}.{input.Name}");
        return ElsaJson.Answer(new { Items = UiSpecifications.Of(list is null ? input.UIHint : Engine.Authoring.InputUIHints.DropDown, input, list) ?? [] });
    }

    private static IResult Expressions(ExpressionRegistry registry) => ElsaJson.Answer(new ItemList<object>([.. registry.Descriptors
        .Where(static d => d.IsSerializable)
        .Select(static d => new { d.Type, d.DisplayName, d.IsSerializable, d.IsBrowsable, Properties = d.Properties.ToDictionary(static p => p.Key, static p => p.Value.ToString()) })]));

    private sealed record Named(string TypeName, string DisplayName, string Description)
    {
        public double Priority { get; init; }

        public bool Deprecated { get; init; }
    }
}
