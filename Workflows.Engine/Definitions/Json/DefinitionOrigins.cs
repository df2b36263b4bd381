using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Workflows.Engine.Definitions.Json;

/// <summary>The JSON that parts of a definition were read from, so that what the engine does not know survives a round trip.</summary>
internal static class DefinitionOrigins
{
    private static readonly ConditionalWeakTable<object, JsonNode> Origins = [];

    public static void Remember(object part, JsonNode json) => Origins.AddOrUpdate(part, json);

    public static JsonNode? Of(object part) => Origins.TryGetValue(part, out var json) ? json.DeepClone() : null;
}
