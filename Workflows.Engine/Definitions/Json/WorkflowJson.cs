using System.Globalization;
using System.Text.Json.Nodes;
using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Definitions in Elsa's JSON. What the engine does not know survives reading and writing.</summary>
public static class WorkflowJson
{
    /// <summary>Reads a definition.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no JSON object.</exception>
    public static Workflow Read(string json, ActivityRegistry? registry = null) =>
        Read(JsonNode.Parse(json) as JsonObject ?? throw new System.Text.Json.JsonException("A workflow definition is a JSON object."), registry);

    /// <summary>Reads a definition.</summary>
    public static Workflow Read(JsonObject json, ActivityRegistry? registry = null)
    {
        var reader = new ActivityJsonReader(registry ?? ActivityRegistry.Default);
        List<Variable> variables = [.. Objects(json, "variables").Select(JsonParts.Variable)];
        reader.Declare(variables);
        var definitionId = JsonParts.Text(json, "definitionId") ?? JsonParts.Text(json, "id") ?? "Workflow";
        var version = JsonParts.Number(json, "version", 1);
        var options = json["options"] as JsonObject ?? [];
        return new Workflow(
            new WorkflowIdentity(
                definitionId,
                version,
                JsonParts.Text(json, "id") ?? string.Create(CultureInfo.InvariantCulture, $"{definitionId}:v{version}"),
                JsonParts.Text(json, "tenantId")),
            new WorkflowPublication(JsonParts.Flag(json, "isLatest"), JsonParts.Flag(json, "isPublished")),
            new WorkflowMetadata(
                JsonParts.Text(json, "name"),
                JsonParts.Text(json, "description"),
                DateTimeOffset.TryParse(JsonParts.Text(json, "createdAt"), CultureInfo.InvariantCulture, out var created) ? created : default,
                Version.TryParse(JsonParts.Text(json, "toolVersion"), out var tool) ? tool : null),
            new WorkflowOptions
            {
                ActivationStrategyType = StrategyNames.Find(JsonParts.Text(options, "activationStrategyType")),
                IncidentStrategyType = StrategyNames.Find(JsonParts.Text(options, "incidentStrategyType")),
                UsableAsActivity = JsonParts.Flag(options, "usableAsActivity"),
                AutoUpdateConsumingWorkflows = JsonParts.Flag(options, "autoUpdateConsumingWorkflows"),
                ActivityCategory = JsonParts.Text(options, "activityCategory"),
                CommitStrategyName = JsonParts.Text(options, "commitStrategyName"),
            },
            json["root"] is JsonObject root ? reader.Read(root) : null,
            variables,
            [.. Objects(json, "inputs").Select(Input)],
            [.. Objects(json, "outputs").Select(item => Argument(item, new OutputDefinition()))],
            [.. (json["outcomes"] as JsonArray ?? []).Select(outcome => outcome?.ToString() ?? string.Empty)],
            JsonParts.Properties(json["customProperties"]),
            JsonParts.Flag(json, "isReadonly"),
            JsonParts.Flag(json, "isSystem"))
        {
            Origin = json,
        };
    }

    /// <summary>Writes a definition.</summary>
    public static JsonObject Write(Workflow workflow, ActivityRegistry? registry = null)
    {
        var json = workflow.Origin?.DeepClone() as JsonObject ?? [];
        json["id"] = workflow.Identity.Id;
        json["definitionId"] = workflow.Identity.DefinitionId;
        json["name"] = workflow.WorkflowMetadata.Name;
        json["description"] = workflow.WorkflowMetadata.Description;
        json["createdAt"] ??= workflow.WorkflowMetadata.CreatedAt.ToString("O", CultureInfo.InvariantCulture);
        json["version"] = workflow.Identity.Version;
        json["toolVersion"] = workflow.WorkflowMetadata.ToolVersion?.ToString();
        json["isLatest"] = workflow.Publication.IsLatest;
        json["isPublished"] = workflow.Publication.IsPublished;
        json["isReadonly"] = workflow.IsReadonly;
        json["isSystem"] = workflow.IsSystem;
        json["variables"] = List(workflow.Variables.Select(JsonParts.Variable));
        json["inputs"] = List(workflow.Inputs.Select(Input));
        json["outputs"] = List(workflow.Outputs.Select(output => Argument(output)));
        json["outcomes"] = new JsonArray([.. workflow.Outcomes.Select(outcome => (JsonNode?)outcome)]);
        json["customProperties"] = JsonParts.Properties(workflow.CustomProperties);
        json["options"] = Options(workflow.Options, json["options"] as JsonObject);
        json["root"] = workflow.Root is null
            ? null
            : new ActivityJsonWriter(registry ?? ActivityRegistry.Default).Write(workflow.Root, string.IsNullOrEmpty(workflow.Id) ? "Workflow1" : workflow.Id);
        return json;
    }

    /// <summary>Writes an activity of a compiled workflow with everything inside it.</summary>
    public static JsonObject WriteActivity(ActivityNode node, WorkflowGraph graph) =>
        new ActivityJsonWriter(graph.Registry).Write(node.Activity, node.Parent?.NodeId ?? string.Empty);

    private static JsonObject Options(WorkflowOptions options, JsonObject? origin)
    {
        var json = origin?.DeepClone() as JsonObject ?? [];
        if (StrategyNames.Find(JsonParts.Text(json, "activationStrategyType")) != options.ActivationStrategyType || origin is null)
        {
            json["activationStrategyType"] = StrategyNames.NameOf(options.ActivationStrategyType);
        }

        if (StrategyNames.Find(JsonParts.Text(json, "incidentStrategyType")) != options.IncidentStrategyType || origin is null)
        {
            json["incidentStrategyType"] = StrategyNames.NameOf(options.IncidentStrategyType);
        }

        json["usableAsActivity"] = options.UsableAsActivity ?? false;
        json["autoUpdateConsumingWorkflows"] = options.AutoUpdateConsumingWorkflows;
        json["activityCategory"] = options.ActivityCategory;
        json["commitStrategyName"] = options.CommitStrategyName;
        return json;
    }

    private static InputDefinition Input(JsonObject json)
    {
        var input = Argument(json, new InputDefinition());
        input.UIHint = JsonParts.Text(json, "uiHint") ?? InputUIHints.SingleLine;
        return input;
    }

    private static T Argument<T>(JsonObject json, T argument)
        where T : ArgumentDefinition
    {
        argument.Type = TypeAliases.Find(JsonParts.Text(json, "type")) ?? typeof(object);
        argument.Name = JsonParts.Text(json, "name") ?? string.Empty;
        argument.DisplayName = JsonParts.Text(json, "displayName") ?? argument.Name;
        argument.Description = JsonParts.Text(json, "description") ?? string.Empty;
        argument.Category = JsonParts.Text(json, "category") ?? string.Empty;
        argument.IsArray = JsonParts.Flag(json, "isArray");
        argument.Origin = json;
        return argument;
    }

    private static JsonObject Input(InputDefinition input)
    {
        var json = Argument(input);
        json["uiHint"] = input.UIHint;
        json["storageDriverType"] ??= null;
        return json;
    }

    private static JsonObject Argument(ArgumentDefinition argument)
    {
        var json = argument.Origin?.DeepClone() as JsonObject ?? new JsonObject
        {
            ["type"] = TypeAliases.NameOf(argument.Type),
            ["description"] = argument.Description,
            ["category"] = argument.Category,
        };
        json["isArray"] = argument.IsArray;
        json["name"] = argument.Name;
        json["displayName"] = argument.DisplayName;
        return json;
    }

    private static IEnumerable<JsonObject> Objects(JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);
}
