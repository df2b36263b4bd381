using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Transport;

/// <summary>Reads members of a request's body. A member of the wrong kind is a 400 that names it.</summary>
internal static class BodyMembers
{
    public static string? Text(this JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "Must be a text."),
    };

    public static bool? Flag(this JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when bool.TryParse(value.ToString(), out var flag) => flag,
        _ => throw Wrong(name, "Must be true or false."),
    };

    public static int? Number(this JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when int.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name, "Must be a whole number."),
    };

    public static IReadOnlyList<string> Texts(this JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "Must be a list of texts."))],
        _ => throw Wrong(name, "Must be a list of texts."),
    };

    public static IReadOnlyDictionary<string, JsonElement>? Map(this JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonObject map => map.ToDictionary(
            static pair => pair.Key, static pair => JsonSerializer.SerializeToElement(pair.Value), StringComparer.Ordinal),
        _ => throw Wrong(name, "Must be an object."),
    };

    public static JsonElement? Any(this JsonObject body, string name) =>
        body.TryGetPropertyValue(name, out var value) && value is not null ? JsonSerializer.SerializeToElement(value) : null;

    public static ProblemException Wrong(string field, string message) => new(Problem.Invalid(field, message));
}
