using System.Text.Json.Nodes;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;

namespace Workflows.Engine.Management;

/// <summary>Describes a definition as an activity that other definitions can use.</summary>
internal static class DefinitionDescriptor
{
    private static readonly ActivityDescriptor Plain = ActivityDescriber.Describe(typeof(WorkflowDefinitionActivity));

    public static ActivityDescriptor Describe(StoredDefinition stored, StoredDefinition? published)
    {
        var json = stored.ToJson();
        var type = stored.ActivityType!;
        var dot = type.LastIndexOf('.');
        List<PortDescriptor> ports = [.. (json["outcomes"] as JsonArray ?? []).Select(static o => o!.ToString())
            .Select(static o => new PortDescriptor(o, o, PortType.Flow))];
        ports.Add(new PortDescriptor(nameof(WorkflowDefinitionActivity.Root), nameof(WorkflowDefinitionActivity.Root), PortType.Embedded, IsBrowsable: false));
        var construction = new Dictionary<string, object>
        {
            [nameof(WorkflowDefinitionActivity.WorkflowDefinitionId)] = stored.DefinitionId,
            [nameof(WorkflowDefinitionActivity.WorkflowDefinitionVersionId)] = stored.Id,
            [nameof(WorkflowDefinitionActivity.LatestAvailablePublishedVersion)] = published?.Version ?? stored.Version,
            [nameof(WorkflowDefinitionActivity.LatestAvailablePublishedVersionId)] = published?.Id ?? stored.Id,
        };
        return new ActivityDescriptor
        {
            TypeName = type,
            Namespace = dot < 0 ? string.Empty : type[..dot],
            Name = dot < 0 ? type : type[(dot + 1)..],
            DisplayName = stored.Name ?? type,
            Description = stored.Description,
            Category = json["options"] is JsonObject options && JsonParts.Text(options, "activityCategory") is { Length: > 0 } category ? category : "Workflows",
            Version = stored.Version,
            Kind = ActivityKind.Action,
            IsBrowsable = stored.IsPublished,
            ClrType = typeof(WorkflowDefinitionActivity),
            Inputs = [.. (json["inputs"] as JsonArray ?? []).OfType<JsonObject>().Select(Input)],
            Outputs = [.. (json["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(Output)],
            Ports = ports,
            CustomProperties = new Dictionary<string, object>
            {
                ["RootType"] = nameof(WorkflowDefinitionActivity),
                [nameof(WorkflowDefinitionActivity.WorkflowDefinitionVersionId)] = stored.Id,
            },
            ConstructionProperties = construction,
            Constructor = () => new WorkflowDefinitionActivity(null, null)
            {
                Type = type,
                Version = stored.Version,
                WorkflowDefinitionId = stored.DefinitionId,
                WorkflowDefinitionVersionId = stored.Id,
                LatestAvailablePublishedVersion = published?.Version ?? stored.Version,
                LatestAvailablePublishedVersionId = published?.Id ?? stored.Id,
            },
            Children = Plain.Children,
            OverridesSignals = Plain.OverridesSignals,
        };
    }

    private static Type TypeOf(JsonObject json)
    {
        var type = TypeAliases.Find(JsonParts.Text(json, "type")) ?? typeof(object);
        return JsonParts.Flag(json, "isArray") ? type.MakeArrayType() : type;
    }

    private static InputDescriptor Input(JsonObject json)
    {
        var name = JsonParts.Text(json, "name") ?? string.Empty;
        return new InputDescriptor
        {
            Name = name,
            Type = TypeOf(json),
            DisplayName = JsonParts.Text(json, "displayName") ?? name,
            Description = JsonParts.Text(json, "description"),
            Category = JsonParts.Text(json, "category"),
            UIHint = JsonParts.Text(json, "uiHint") is { Length: > 0 } hint ? hint : InputUIHints.SingleLine,
            IsSynthetic = true,
            ValueGetter = activity => activity.SyntheticProperties.TryGetValue(name, out var value) ? value : null,
            ValueSetter = (activity, value) => activity.SyntheticProperties[name] = value!,
        };
    }

    private static OutputDescriptor Output(JsonObject json)
    {
        var name = JsonParts.Text(json, "name") ?? string.Empty;
        return new OutputDescriptor
        {
            Name = name,
            Type = TypeOf(json),
            DisplayName = JsonParts.Text(json, "displayName") ?? name,
            Description = JsonParts.Text(json, "description"),
            IsSynthetic = true,
            ValueGetter = activity => activity.SyntheticProperties.TryGetValue(name, out var value) ? value as Output : null,
            ValueSetter = (activity, value) => activity.SyntheticProperties[name] = value!,
        };
    }
}
