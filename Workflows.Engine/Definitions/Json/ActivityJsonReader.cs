using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;
using Workflows.Engine.Http;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Reads activities of one definition.</summary>
internal sealed class ActivityJsonReader(ActivityRegistry registry)
{
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "Id", "NodeId", "Name", "Type", "Version", "CustomProperties", "SyntheticProperties", "Metadata", "Behaviors", "CanStartWorkflow",
        "RunAsynchronously", "CommitStrategy", "Variables", "ResultVariable",
    };

    private readonly Dictionary<string, Variable> _variables = [];

    public void Declare(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            if (variable.Id is not null)
            {
                _variables[variable.Id] = variable;
            }
        }
    }

    public IActivity Read(JsonObject json)
    {
        var type = JsonParts.Text(json, "type") ?? string.Empty;
        var version = JsonParts.Number(json, "version", 0);
        var descriptor = registry.Find(type, version);
        if (descriptor is null)
        {
            return NotFound(json, type, version);
        }

        var activity = descriptor.Constructor();
        ReadCommon(activity, json, descriptor.TypeName, version == 0 ? descriptor.Version : version);
        if (activity is IVariableContainer container and not Composite && json["variables"] is JsonArray variables)
        {
            foreach (var variable in variables.OfType<JsonObject>())
            {
                container.Variables.Add(JsonParts.Variable(variable));
            }

            Declare(container.Variables);
        }

        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in descriptor.Inputs)
        {
            inputs.Add(input.Name);
            ReadInput(activity, input, json);
        }

        foreach (var output in descriptor.Outputs)
        {
            inputs.Add(output.Name);
            ReadOutput(activity, output, json);
        }

        ReadOthers(activity, json, inputs);
        return activity;
    }

    private static void ReadCommon(IActivity activity, JsonObject json, string type, int version)
    {
        activity.Id = JsonParts.Text(json, "id")!;
        activity.NodeId = JsonParts.Text(json, "nodeId")!;
        activity.Name = JsonParts.Text(json, "name");
        activity.Type = type;
        activity.Version = version;
        activity.CustomProperties = JsonParts.Properties(json["customProperties"]);
        activity.Metadata = JsonParts.Properties(json["metadata"]);
        if (JsonParts.Flag(json, "canStartWorkflow"))
        {
            activity.SetCanStartWorkflow(value: true);
        }

        DefinitionOrigins.Remember(activity, json);
    }

    private static NotFoundActivity NotFound(JsonObject json, string type, int version)
    {
        var missing = new NotFoundActivity(type, null, null) { MissingTypeVersion = version, OriginalActivityJson = json.ToJsonString(ValueConverter.Json) };
        ReadCommon(missing, json, "Elsa.NotFoundActivity", 1);
        return missing;
    }

    private void ReadInput(IActivity activity, InputDescriptor descriptor, JsonObject json)
    {
        if (!json.TryGetPropertyValue(JsonParts.Camel(descriptor.Name), out var value) || value is null)
        {
            return;
        }

        if (!descriptor.IsWrapped)
        {
            descriptor.ValueSetter(activity, ReadPlain(value, descriptor.Type));
            return;
        }

        var input = ReadWrapped(value, descriptor.Type);
        if (input is not null)
        {
            DefinitionOrigins.Remember(input, value);
            descriptor.ValueSetter(activity, input);
        }
    }

    private Input? ReadWrapped(JsonNode value, Type type)
    {
        if (value is not JsonObject wrapper)
        {
            return InputFactory.Create(type, Expression.LiteralExpression(JsonParts.Plain(value)), new MemoryBlockReference());
        }

        if (wrapper["expression"] is not JsonObject expression)
        {
            return null;
        }

        var read = ReadExpression(expression);
        if (read.Value is Variable variable)
        {
            return InputFactory.Create(type, read, variable);
        }

        var reference = new MemoryBlockReference { Id = wrapper["memoryReference"] is JsonObject memory ? JsonParts.Text(memory, "id") : null };
        return InputFactory.Create(type, read, reference);
    }

    private Expression ReadExpression(JsonObject json)
    {
        var type = JsonParts.Text(json, "type") ?? "Literal";
        var value = json["value"];
        if (type == "Variable")
        {
            var node = value is JsonValue text && text.TryGetValue<string>(out var quoted) && quoted.StartsWith('{') ? JsonNode.Parse(quoted) : value;
            var id = node is JsonObject variable ? JsonParts.Text(variable, "id") : null;
            return new Expression(type, id is not null && _variables.TryGetValue(id, out var known) ? known : JsonParts.Plain(value));
        }

        return new Expression(type, JsonParts.Plain(value));
    }

    private void ReadOutput(IActivity activity, OutputDescriptor descriptor, JsonObject json)
    {
        if (json[JsonParts.Camel(descriptor.Name)] is not JsonObject value)
        {
            return;
        }

        var id = value["memoryReference"] is JsonObject memory ? JsonParts.Text(memory, "id") : null;
        if (id is not null)
        {
            var reference = _variables.TryGetValue(id, out var variable) ? variable : new MemoryBlockReference(id);
            var output = InputFactory.CreateOutput(descriptor.Type, reference);
            DefinitionOrigins.Remember(output, value);
            descriptor.ValueSetter(activity, output);
        }
    }

    private object? ReadPlain(JsonNode value, Type type)
    {
        if (type.IsAssignableTo(typeof(Variable)))
        {
            return value is JsonObject json ? Resolve(json, type) : null;
        }

        if (type == typeof(ICollection<SwitchCase>))
        {
            return Cases(value, (label, condition, json) => new SwitchCase(label, condition, json["activity"] is JsonObject child ? Read(child) : null));
        }

        if (type == typeof(ICollection<FlowSwitchCase>))
        {
            return Cases(value, (label, condition, _) => new FlowSwitchCase(label, condition));
        }

        if (type == typeof(ICollection<HttpStatusCodeCase>))
        {
            return (value as JsonArray ?? []).OfType<JsonObject>().Select(item => new HttpStatusCodeCase
            {
                StatusCode = JsonParts.Number(item, "statusCode", 0),
                Activity = item["activity"] is JsonObject child ? Read(child) : null,
            }).ToList();
        }

        return ValueConverter.TryConvert(value, type, out var converted) ? converted : null;
    }

    private Variable? Resolve(JsonObject json, Type type)
    {
        var id = JsonParts.Text(json, "id");
        var variable = id is not null && _variables.TryGetValue(id, out var known) ? known : JsonParts.Variable(json);
        return type.IsInstanceOfType(variable) ? variable : null;
    }

    private List<T> Cases<T>(JsonNode value, Func<string, Expression, JsonObject, T> create) =>
        value is JsonArray items
            ? [.. items.OfType<JsonObject>().Select(item => create(
                JsonParts.Text(item, "label") ?? string.Empty,
                item["condition"] is JsonObject condition ? ReadExpression(condition) : Expression.LiteralExpression(value: false),
                item))]
            : [];

    private void ReadOthers(IActivity activity, JsonObject json, HashSet<string> done)
    {
        foreach (var property in activity.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (done.Contains(property.Name) || Common.Contains(property.Name) || property.SetMethod is null
                || (activity is Composite and not Workflow && property.Name == nameof(Composite.Root))
                || json[JsonParts.Camel(property.Name)] is not { } value)
            {
                continue;
            }

            if (property.Name == nameof(Flowchart.Start) && activity is Flowchart || property.Name == nameof(Flowchart.Connections))
            {
                continue;
            }

            if (property.PropertyType.IsAssignableTo(typeof(IActivity)))
            {
                property.SetValue(activity, value is JsonObject child ? Read(child) : null);
            }
            else if (property.PropertyType.IsAssignableTo(typeof(IEnumerable<IActivity>)))
            {
                property.SetValue(activity, Children(value));
            }
            else if (property.PropertyType == typeof(string) || property.PropertyType.IsValueType || property.PropertyType.IsAssignableTo(typeof(IDictionary)))
            {
                property.SetValue(activity, ValueConverter.TryConvert(value, property.PropertyType, out var converted) ? converted : null);
            }
        }

        if (activity is Flowchart flowchart)
        {
            ReadFlow(flowchart, json);
        }
    }

    private List<IActivity> Children(JsonNode value) => [.. (value as JsonArray ?? []).OfType<JsonObject>().Select(Read)];

    private static void ReadFlow(Flowchart flowchart, JsonObject json)
    {
        var byId = flowchart.Activities.Where(activity => activity.Id is not null).DistinctBy(activity => activity.Id).ToDictionary(activity => activity.Id);
        flowchart.Start = json["start"] switch
        {
            JsonValue id => byId.GetValueOrDefault(id.ToString()),
            JsonObject start => byId.GetValueOrDefault(JsonParts.Text(start, "id") ?? string.Empty),
            _ => null,
        };
        foreach (var item in (json["connections"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var (source, target) = (End(item, "source", byId), End(item, "target", byId));
            if (source is null || target is null)
            {
                continue;
            }

            var connection = new Connection(source, target) { Origin = item };
            foreach (var vertex in (item["vertices"] as JsonArray ?? []).OfType<JsonObject>())
            {
                connection.Vertices.Add(vertex.Deserialize<Position>(ValueConverter.Json)!);
            }

            flowchart.Connections.Add(connection);
        }
    }

    /// <summary>One end of a connection; old definitions name the activity alone and the port beside it.</summary>
    private static Endpoint? End(JsonObject connection, string name, Dictionary<string, IActivity> byId)
    {
        var (id, port) = connection[name] is JsonObject end
            ? (JsonParts.Text(end, "activity"), JsonParts.Text(end, "port"))
            : (JsonParts.Text(connection, name), JsonParts.Text(connection, name + "Port"));
        return id is not null && byId.TryGetValue(id, out var activity) ? new Endpoint(activity, port) : null;
    }
}
