using System.Text.Json.Nodes;

namespace Workflows.Testing.Fuzzing;

/// <summary>Breaks definitions in every way that is still JSON: members gone, doubled, retyped, moved, swollen, nested.</summary>
public sealed class DefinitionMutator(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A broken copy; the same for the same seed.</summary>
    public JsonObject Mutate(JsonObject original)
    {
        ArgumentNullException.ThrowIfNull(original);
        var copy = (JsonObject)original.DeepClone();
        for (var count = _random.Next(1, 6); count > 0; count--)
        {
            MutateOnce(copy);
        }

        return copy;
    }

    /// <summary>The same as text that need not be JSON any more: cut off, doubled, with stray bytes, nested without end.</summary>
    public byte[] MutateText(JsonObject original)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Mutate(original).ToJsonString());
        var at = _random.Next(bytes.Length);
        switch (_random.Next(5))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                return [.. bytes[..at], .. System.Text.Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 3000))), .. bytes[at..]];
            case 3:
                return [.. "{\"name\":1,"u8, .. bytes[1..]];
            default:
                return [.. bytes[..at], .. "\\ud800"u8, .. bytes[at..]];
        }
    }

    private void MutateOnce(JsonObject root)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        switch (places[_random.Next(places.Count)])
        {
            case JsonObject json when json.Count > 0:
                var name = json.ElementAt(_random.Next(json.Count)).Key;
                switch (_random.Next(4))
                {
                    case 0:
                        json.Remove(name);
                        break;
                    case 1:
                        json[name + (char)_random.Next('a', 'z')] = json[name]?.DeepClone();
                        break;
                    default:
                        json[name] = Other(json[name], places);
                        break;
                }

                break;
            case JsonArray items when items.Count > 0:
                var index = _random.Next(items.Count);
                switch (_random.Next(3))
                {
                    case 0:
                        items.RemoveAt(index);
                        break;
                    case 1:
                        items.Add(items[index]?.DeepClone());
                        break;
                    default:
                        items[index] = Other(items[index], places);
                        break;
                }

                break;
        }
    }

    private JsonNode? Other(JsonNode? value, List<JsonNode> places) => _random.Next(12) switch
    {
        0 => null,
        1 => _random.Next(-3, 100),
        2 => long.MaxValue,
        3 => 1e308,
        4 => true,
        5 => string.Empty,
        6 => new string('x', _random.Next(1, 2000)),
        7 => new JsonArray(value?.DeepClone(), null, 5),
        8 => new JsonObject { ["type"] = "Elsa.Flowchart", ["id"] = "z", ["value"] = value?.DeepClone() },
        9 => "{\"id\":[",
        10 => new string[] { "Elsa.If", "Elsa.Sequence", "Elsa.HttpEndpoint", "Elsa.Cron", "Int32", "JavaScript", "Variable", "System.Diagnostics.Process, System", "CSharp", "Liquid", "while (true) {}", "nothing \0 inside" }[_random.Next(12)],
        _ => places[_random.Next(places.Count)].DeepClone(),
    };

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        switch (node)
        {
            case JsonObject json:
                places.Add(json);
                foreach (var (_, value) in json)
                {
                    Collect(value, places);
                }

                break;
            case JsonArray items:
                places.Add(items);
                foreach (var item in items)
                {
                    Collect(item, places);
                }

                break;
        }
    }
}
