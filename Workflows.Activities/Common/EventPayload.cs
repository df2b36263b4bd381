using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Activities.Common;

/// <summary>Reads members of an event's payload, whichever form the host delivers it in.</summary>
internal static class EventPayload
{
    /// <summary>The text of a member, its name compared without regard to case. Null: none.</summary>
    public static string? Text(object? payload, string member) => payload switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Object } element => element.EnumerateObject()
            .Where(p => Same(p.Name, member)).Select(static p => p.Value.ToString()).FirstOrDefault(),
        JsonObject node => node.Where(p => Same(p.Key, member)).Select(static p => p.Value?.ToString()).FirstOrDefault(),
        IDictionary<string, object?> map => map.Where(p => Same(p.Key, member)).Select(static p => p.Value?.ToString()).FirstOrDefault(),
        IDictionary map => map.Keys.Cast<object>().Where(k => Same(k.ToString()!, member)).Select(k => map[k]?.ToString()).FirstOrDefault(),
        string text when text.StartsWith('{') => Text(JsonNode.Parse(text), member),
        _ => payload.GetType().GetProperties().FirstOrDefault(p => Same(p.Name, member))?.GetValue(payload)?.ToString(),
    };

    private static bool Same(string name, string member) => string.Equals(name, member, StringComparison.OrdinalIgnoreCase);
}
