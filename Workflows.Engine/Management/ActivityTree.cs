using System.Text.Json.Nodes;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Management;

/// <summary>Walks the activities of a definition's JSON without knowing their types.</summary>
public static class ActivityTree
{
    private const string NotFoundType = "Elsa.NotFoundActivity";
    private static readonly HashSet<string> NoChildren = new(StringComparer.Ordinal)
    {
        "customProperties", "metadata", "connections", "variables", "applicationProperties", "designer",
    };

    /// <summary>Whether a JSON object is an activity: it has a type, and an id, a node id or a version.</summary>
    public static bool IsActivity(JsonNode? node) => node is JsonObject json && JsonParts.Text(json, "type") is { Length: > 0 }
        && (json.ContainsKey("id") || json.ContainsKey("nodeId") || json.ContainsKey("version")) && !json.ContainsKey("expression");

    /// <summary>The activities directly inside an activity, with the path that leads to each.</summary>
    public static IEnumerable<(string Path, string Port, JsonObject Activity)> Children(JsonObject activity)
    {
        foreach (var (name, value) in activity)
        {
            if (NoChildren.Contains(name))
            {
                continue;
            }

            if (value is JsonObject one && IsActivity(one))
            {
                yield return (name, name, one);
            }
            else if (value is JsonArray items)
            {
                for (var index = 0; index < items.Count; index++)
                {
                    if (items[index] is not JsonObject item)
                    {
                        continue;
                    }

                    if (item["activity"] is JsonObject inner && IsActivity(inner))
                    {
                        yield return ($"{name}[{index}].activity", name, inner);
                    }
                    else if (IsActivity(item))
                    {
                        yield return ($"{name}[{index}]", name, item);
                    }
                }
            }
        }
    }

    /// <summary>All activities, outer before inner, with their paths.</summary>
    public static IEnumerable<(string Path, JsonObject Activity)> All(JsonObject root, string path = "root")
    {
        var open = new Stack<(string Path, JsonObject Activity)>();
        open.Push((path, root));
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var (step, _, child) in Children(next.Activity).Reverse())
            {
                open.Push(($"{next.Path}.{step}", child));
            }
        }
    }

    /// <summary>Computes every node id: the ids from the workflow down, joined with ':'.</summary>
    public static void AssignNodeIds(JsonObject activity, string parentNodeId)
    {
        var open = new Stack<(JsonObject Activity, string Parent)>();
        open.Push((activity, parentNodeId));
        while (open.TryPop(out var next))
        {
            var nodeId = $"{next.Parent}:{JsonParts.Text(next.Activity, "id")}";
            next.Activity["nodeId"] = nodeId;
            foreach (var (_, _, child) in Children(next.Activity).ToList())
            {
                open.Push((child, nodeId));
            }
        }
    }

    /// <summary>
    /// Puts placeholders where activities have a type that the registry does not know, because the designer shows nothing at all when
    /// it meets one. The original is inside.
    /// </summary>
    public static JsonObject ReplaceUnknown(JsonObject activity, ActivityRegistry registry)
    {
        foreach (var (path, _, child) in Children(activity).ToList())
        {
            var replaced = ReplaceUnknown(child, registry);
            if (!ReferenceEquals(replaced, child))
            {
                Put(activity, path, replaced);
            }
        }

        var type = JsonParts.Text(activity, "type")!;
        if (type == NotFoundType || registry.Find(type, JsonParts.Number(activity, "version", 0)) is not null)
        {
            return activity;
        }

        var placeholder = new JsonObject
        {
            ["id"] = activity["id"]?.DeepClone(),
            ["nodeId"] = activity["nodeId"]?.DeepClone(),
            ["name"] = activity["name"]?.DeepClone(),
            ["type"] = NotFoundType,
            ["version"] = 1,
            ["customProperties"] = activity["customProperties"]?.DeepClone() ?? new JsonObject(),
            ["metadata"] = activity["metadata"]?.DeepClone() ?? new JsonObject(),
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = JsonParts.Number(activity, "version", 1),
            ["originalActivityJson"] = activity.ToJsonString(ValueConverter.Json),
        };
        return placeholder;
    }

    /// <summary>Puts the originals back where placeholders stand; where a placeholder was moved or renamed, so is its original.</summary>
    public static JsonObject RestorePlaceholders(JsonObject activity)
    {
        foreach (var (path, _, child) in Children(activity).ToList())
        {
            var restored = RestorePlaceholders(child);
            if (!ReferenceEquals(restored, child))
            {
                Put(activity, path, restored);
            }
        }

        if (JsonParts.Text(activity, "type") != NotFoundType || JsonParts.Text(activity, "originalActivityJson") is not { Length: > 0 } text)
        {
            return activity;
        }

        try
        {
            if (JsonNode.Parse(text) is not JsonObject original)
            {
                return activity;
            }

            foreach (var name in new[] { "id", "name", "metadata", "customProperties" })
            {
                if (activity[name] is { } value && (original.ContainsKey(name) || value is not JsonObject { Count: 0 }))
                {
                    original[name] = value.DeepClone();
                }
            }

            return original;
        }
        catch (System.Text.Json.JsonException)
        {
            return activity;
        }
    }

    private static void Put(JsonObject parent, string path, JsonObject value)
    {
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            parent[path] = value;
            return;
        }

        var items = (JsonArray)parent[path[..bracket]]!;
        var close = path.IndexOf(']', StringComparison.Ordinal);
        var index = int.Parse(path.AsSpan((bracket + 1)..close), System.Globalization.CultureInfo.InvariantCulture);
        if (close == path.Length - 1)
        {
            items[index] = value;
        }
        else
        {
            ((JsonObject)items[index]!)["activity"] = value;
        }
    }
}
