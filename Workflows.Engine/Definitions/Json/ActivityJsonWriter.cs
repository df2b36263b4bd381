using System.Reflection;
using System.Text.Json.Nodes;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;
using Workflows.Engine.Http;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Writes activities as Elsa's JSON.</summary>
internal sealed class ActivityJsonWriter(ActivityRegistry registry)
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "Id", "NodeId", "Name", "Type", "Version", "CustomProperties", "SyntheticProperties", "Metadata", "Behaviors", "CanStartWorkflow",
        "RunAsynchronously", "CommitStrategy", "Variables", "ResultVariable",
    };

    public JsonObject Write(IActivity activity, string parentNodeId)
    {
        if (activity is NotFoundActivity { OriginalActivityJson.Length: > 0 } missing)
        {
            return (JsonObject)JsonNode.Parse(missing.OriginalActivityJson)!;
        }

        var descriptor = registry.DescriptorOf(activity);
        var json = DefinitionOrigins.Of(activity) as JsonObject ?? [];
        var nodeId = $"{parentNodeId}:{activity.Id}";
        json["id"] = activity.Id;
        json["nodeId"] = nodeId;
        json["name"] = activity.Name;
        json["type"] = activity.Type;
        json["version"] = activity.Version;
        json["customProperties"] = JsonParts.Properties(activity.CustomProperties);
        json["metadata"] = JsonParts.Properties(activity.Metadata);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in descriptor.Inputs)
        {
            done.Add(input.Name);
            WriteInput(activity, input, json, nodeId);
        }

        foreach (var output in descriptor.Outputs)
        {
            done.Add(output.Name);
            WriteOutput(activity, output, json);
        }

        if (activity is IVariableContainer container and not Composite && (container.Variables.Count > 0 || json.ContainsKey("variables")))
        {
            json["variables"] = new JsonArray([.. container.Variables.Select(variable => (JsonNode)JsonParts.Variable(variable))]);
        }

        WriteOthers(activity, json, nodeId, done);
        return json;
    }

    private void WriteInput(IActivity activity, InputDescriptor descriptor, JsonObject json, string nodeId)
    {
        var name = JsonParts.Camel(descriptor.Name);
        var value = descriptor.ValueGetter(activity);
        if (!descriptor.IsWrapped)
        {
            json[name] = Plain(value, nodeId);
            return;
        }

        if (value is not Input input)
        {
            return;
        }

        if (DefaultInput.Is(input))
        {
            json.Remove(name);
        }
        else
        {
            json[name] = DefinitionOrigins.Of(input) ?? new JsonObject
            {
                ["typeName"] = TypeAliases.NameOf(descriptor.Type),
                ["expression"] = Write(input.Expression ?? new Expression("Variable", input.Resolve() as Variable)),
            };
        }
    }

    private static JsonObject Write(Expression expression) => new()
    {
        ["type"] = expression.Type,
        ["value"] = expression.Value switch
        {
            Variable variable => JsonParts.Variable(variable),
            Delegate => null,
            var value => JsonParts.Value(value),
        },
    };

    private static void WriteOutput(IActivity activity, OutputDescriptor descriptor, JsonObject json)
    {
        if (descriptor.ValueGetter(activity) is { } output && output.Resolve().Id is { } id)
        {
            json[JsonParts.Camel(descriptor.Name)] = DefinitionOrigins.Of(output) ?? new JsonObject
            {
                ["typeName"] = TypeAliases.NameOf(descriptor.Type),
                ["memoryReference"] = new JsonObject { ["id"] = id },
            };
        }
    }

    private JsonNode? Plain(object? value, string nodeId) => value switch
    {
        Variable variable => JsonParts.Variable(variable),
        IEnumerable<SwitchCase> cases => new JsonArray([.. cases.Select(item => (JsonNode)new JsonObject
        {
            ["label"] = item.Label,
            ["condition"] = Write(item.Condition),
            ["activity"] = item.Activity is null ? null : Write(item.Activity, nodeId),
        })]),
        IEnumerable<FlowSwitchCase> cases => new JsonArray([.. cases.Select(item => (JsonNode)new JsonObject
        {
            ["label"] = item.Label,
            ["condition"] = Write(item.Condition),
        })]),
        IEnumerable<HttpStatusCodeCase> cases => new JsonArray([.. cases.Select(item => (JsonNode)new JsonObject
        {
            ["statusCode"] = item.StatusCode,
            ["activity"] = item.Activity is null ? null : Write(item.Activity, nodeId),
        })]),
        _ => JsonParts.Value(value),
    };

    private void WriteOthers(IActivity activity, JsonObject json, string nodeId, HashSet<string> done)
    {
        foreach (var property in activity.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isCompositeRoot = activity is Composite and not Workflow && property.Name == nameof(Composite.Root);
            if (done.Contains(property.Name) || Skipped.Contains(property.Name) || property.SetMethod is null || isCompositeRoot)
            {
                continue;
            }

            var name = JsonParts.Camel(property.Name);
            var value = property.GetValue(activity);
            if (property.Name == nameof(Flowchart.Start) && activity is Flowchart)
            {
                if (value is IActivity start)
                {
                    json[name] = start.Id;
                }
            }
            else if (value is IActivity child)
            {
                json[name] = Write(child, nodeId);
            }
            else if (value is IEnumerable<IActivity> children)
            {
                json[name] = new JsonArray([.. children.Select(item => (JsonNode)Write(item, nodeId))]);
            }
            else if (value is IEnumerable<Connection> connections)
            {
                json[name] = new JsonArray([.. connections.Select(connection => (JsonNode)Write(connection))]);
            }
            else if (value is string || property.PropertyType.IsValueType)
            {
                json[name] = JsonParts.Value(value);
            }
        }
    }

    private static JsonObject Write(Connection connection)
    {
        var json = connection.Origin?.DeepClone() as JsonObject ?? [];
        if (json["source"] is JsonValue)
        {
            return json;
        }

        json["source"] = new JsonObject { ["activity"] = connection.Source.Activity.Id, ["port"] = connection.Source.Port ?? "Done" };
        json["target"] = new JsonObject { ["activity"] = connection.Target.Activity.Id, ["port"] = connection.Target.Port ?? "In" };
        json["vertices"] ??= new JsonArray([.. connection.Vertices.Select(vertex => (JsonNode)new JsonObject { ["x"] = vertex.X, ["y"] = vertex.Y })]);
        return json;
    }
}
