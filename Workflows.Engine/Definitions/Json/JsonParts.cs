using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Small parts of definitions in both directions.</summary>
internal static class JsonParts
{
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Flag(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static int Number(JsonObject json, string name, int otherwise) =>
        json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;

    /// <summary>Reads free properties: texts and flags plain, everything else as it stands.</summary>
    public static Dictionary<string, object> Properties(JsonNode? json)
    {
        var properties = new Dictionary<string, object>();
        foreach (var (key, value) in json as JsonObject ?? [])
        {
            properties[key] = value switch
            {
                JsonValue text when text.TryGetValue<string>(out var plain) => plain,
                JsonValue flag when flag.TryGetValue<bool>(out var plain) => plain,
                null => null!,
                _ => JsonSerializer.SerializeToElement(value),
            };
        }

        return properties;
    }

    public static JsonObject Properties(IDictionary<string, object> properties)
    {
        var json = new JsonObject();
        foreach (var (key, value) in properties)
        {
            json[key] = value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), ValueConverter.Json);
        }

        return json;
    }

    /// <summary>A value as .NET sees it before it is converted: JSON objects and lists stay text.</summary>
    public static object? Plain(JsonNode? json) => json switch
    {
        null => null,
        JsonValue => PlainJson.Read(JsonSerializer.SerializeToElement(json)),
        _ => json.ToJsonString(ValueConverter.Json),
    };

    public static JsonNode? Value(object? value) => value switch
    {
        null => null,
        Type type => TypeAliases.NameOf(type),
        TimeSpan span => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), ValueConverter.Json),
    };

    public static Variable Variable(JsonObject json)
    {
        var typeName = Text(json, "typeName") ?? Text(json, "type");
        var type = TypeAliases.Find(typeName) ?? typeof(object);
        if (Flag(json, "isArray"))
        {
            type = type.MakeArrayType();
        }

        var variable = InputFactory.CreateVariable(type);
        variable.Id = Text(json, "id");
        variable.Name = Text(json, "name") ?? string.Empty;
        variable.DeclaredTypeName = typeName;
        variable.StorageDriverTypeName = Text(json, "storageDriverTypeName");
        var value = Plain(json["value"]);
        variable.Value = value is string { Length: 0 } && type != typeof(string) ? null : ValueConverter.TryConvert(value, type, out var fits) ? fits : value;
        DefinitionOrigins.Remember(variable, json);
        return variable;
    }

    public static JsonObject Variable(Variable variable)
    {
        var json = DefinitionOrigins.Of(variable) as JsonObject ?? new JsonObject
        {
            ["id"] = variable.Id,
            ["isArray"] = false,
            ["value"] = Value(variable.Value),
            ["storageDriverTypeName"] = variable.StorageDriverTypeName ?? "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
        };
        json["id"] = variable.Id;
        json["name"] = variable.Name;
        json["typeName"] = variable.DeclaredTypeName ?? TypeAliases.NameOf(variable.ValueType);
        return json;
    }
}
