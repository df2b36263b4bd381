using System.Text.Json;

namespace Workflows.Engine.Expressions;

/// <summary>Reads JSON as plain .NET values: dictionaries, lists, strings, int/long/double, booleans.</summary>
internal static class PlainJson
{
    public static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, object>();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Read(member.Value)!;
                }

                return members;
            case JsonValueKind.Array:
                var items = new List<object>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(Read(item)!);
                }

                return items;
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }
}
