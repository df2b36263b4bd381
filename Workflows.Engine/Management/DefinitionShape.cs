using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Definitions.Json;

namespace Workflows.Engine.Management;

/// <summary>Checks that a definition's JSON has the form of one, and collects everything that has not.</summary>
internal sealed class DefinitionShape
{
    private const int MostActivities = 10_000;
    private readonly List<DefinitionProblem> _problems = [];

    public static IReadOnlyList<DefinitionProblem> Check(JsonObject model)
    {
        var shape = new DefinitionShape();
        shape.Definition(model);
        return shape._problems;
    }

    private void Definition(JsonObject model)
    {
        Texts(model, string.Empty, "id", "definitionId", "name", "description", "toolVersion");
        Kind(model, string.Empty, JsonValueKind.Object, "customProperties", "options");
        Kind(model, string.Empty, JsonValueKind.Number, "version");
        if (Text(model, "name") is { Length: > 500 })
        {
            Add("name", "Must have at most 500 characters.");
        }

        if (Text(model, "definitionId") is { Length: > 200 } or { Length: 0 })
        {
            Add("definitionId", "Must have 1 to 200 characters.");
        }

        Named(model, "variables");
        Named(model, "inputs");
        Named(model, "outputs");
        if (List(model, string.Empty, "outcomes") is { } outcomes)
        {
            for (var index = 0; index < outcomes.Count; index++)
            {
                if (outcomes[index]?.GetValueKind() is not JsonValueKind.String)
                {
                    Add($"outcomes[{index}]", "Must be a text.");
                }
            }
        }

        switch (model["root"])
        {
            case null:
                break;
            case JsonObject root when Text(root, "type") is { Length: > 0 }:
                Activities(root);
                break;
            default:
                Add("root", "Must be an activity: an object with a type.");
                break;
        }
    }

    private void Named(JsonObject model, string name)
    {
        if (List(model, string.Empty, name) is not { } items)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            var path = $"{name}[{index}]";
            if (items[index] is not JsonObject item)
            {
                Add(path, "Must be an object.");
                continue;
            }

            Texts(item, path, "id", "typeName", "type", "storageDriverTypeName", "displayName", "uiHint");
            Kind(item, path, JsonValueKind.True, "isArray");
            if (Text(item, "name") is not { Length: > 0 } text)
            {
                Add($"{path}.name", "Must be a text that is not empty.");
            }
            else if (!names.Add(text) && name != "variables")
            {
                Add($"{path}.name", $"The name '{text}' is used twice.");
            }
        }
    }

    private void Activities(JsonObject root)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var (path, activity) in ActivityTree.All(root))
        {
            if (++count > MostActivities)
            {
                Add(path, $"A definition has at most {MostActivities} activities.");
                return;
            }

            Texts(activity, path, "id", "nodeId", "name", "type");
            Kind(activity, path, JsonValueKind.Number, "version");
            Kind(activity, path, JsonValueKind.Object, "customProperties", "metadata");
            if (Text(activity, "id") is { } id)
            {
                if (id.Length is 0 or > 200 || id.Contains(':', StringComparison.Ordinal))
                {
                    Add($"{path}.id", "Must have 1 to 200 characters and no colon.");
                }
                else if (!ids.TryAdd(id, path))
                {
                    Add($"{path}.id", $"The id '{id}' is also that of {ids[id]}.");
                }
            }

            Expressions(activity, path);
            if (List(activity, path, "activities") is { } activities)
            {
                for (var index = 0; index < activities.Count; index++)
                {
                    if (activities[index] is not JsonObject child || Text(child, "type") is not { Length: > 0 })
                    {
                        Add($"{path}.activities[{index}]", "Must be an activity: an object with a type.");
                    }
                }
            }

            Connections(activity, path);
        }
    }

    private void Expressions(JsonObject activity, string path)
    {
        foreach (var (name, value) in activity)
        {
            if (value is JsonObject wrapper && wrapper.ContainsKey("expression") && wrapper["expression"] is { } expression
                && (expression is not JsonObject parts || (parts.ContainsKey("type") && Text(parts, "type") is null)))
            {
                Add($"{path}.{name}.expression", "Must be an object with the texts type and value.");
            }
        }
    }

    private void Connections(JsonObject activity, string path)
    {
        if (List(activity, path, "connections") is not { } connections)
        {
            return;
        }

        for (var index = 0; index < connections.Count; index++)
        {
            var place = $"{path}.connections[{index}]";
            if (connections[index] is not JsonObject connection)
            {
                Add(place, "Must be an object with source and target.");
                continue;
            }

            foreach (var end in new[] { "source", "target" })
            {
                var named = connection[end] is JsonObject parts ? Text(parts, "activity") : Text(connection, end);
                if (named is null)
                {
                    Add($"{place}.{end}", "Must name an activity.");
                }
            }

            if (connection["vertices"] is { } vertices && (vertices is not JsonArray points || points.Any(static p => p is not JsonObject)))
            {
                Add($"{place}.vertices", "Must be a list of points.");
            }
        }
    }

    private JsonArray? List(JsonObject parent, string path, string name)
    {
        switch (parent[name])
        {
            case null:
                return null;
            case JsonArray items:
                return items;
            default:
                Add(Join(path, name), "Must be a list.");
                return null;
        }
    }

    private void Texts(JsonObject parent, string path, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parent[name] is { } value && value.GetValueKind() is not JsonValueKind.String)
            {
                Add(Join(path, name), "Must be a text.");
            }
        }
    }

    private void Kind(JsonObject parent, string path, JsonValueKind kind, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parent[name] is not { } value)
            {
                continue;
            }

            var found = value.GetValueKind();
            var fits = kind switch
            {
                JsonValueKind.True => found is JsonValueKind.True or JsonValueKind.False,
                JsonValueKind.Number => value is JsonValue number && number.TryGetValue<int>(out var whole) && whole >= 0,
                _ => found == kind,
            };
            if (!fits)
            {
                Add(Join(path, name), kind switch
                {
                    JsonValueKind.True => "Must be true or false.",
                    JsonValueKind.Number => "Must be a whole number that is not negative.",
                    _ => "Must be an object.",
                });
            }
        }
    }

    private void Add(string path, string message)
    {
        if (_problems.Count < 200)
        {
            _problems.Add(new DefinitionProblem(path, message));
        }
    }

    private static string? Text(JsonObject json, string name) => JsonParts.Text(json, name);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
