using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Management;

/// <summary>
/// The JSON of a definition between client and store. Stored is what came, member for member, less what the server assigns; read is
/// the same with those members filled in and node ids computed. So a definition leaves as it came.
/// </summary>
public static class DefinitionContent
{
    /// <summary>Elsa's version whose definitions the server writes.</summary>
    public const string ToolVersion = "3.8.0.0";

    /// <summary>Deepest nesting of a definition's JSON that is accepted.</summary>
    public const int MaxDepth = 256;

    private static readonly string[] Assigned = ["id", "definitionId", "version", "isLatest", "isPublished", "createdAt", "links", "$schema", "providerName"];

    /// <summary>Reads JSON text. Doubled members count as errors.</summary>
    /// <exception cref="JsonException">The text is no JSON object, or nested too deeply.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8) =>
        JsonNode.Parse(utf8, null, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) as JsonObject
        ?? throw new JsonException("A workflow definition is a JSON object.");

    /// <summary>What is stored of a model that a client sent.</summary>
    public static byte[] Strip(JsonObject model)
    {
        var content = (JsonObject)model.DeepClone();
        foreach (var name in Assigned)
        {
            content.Remove(name);
        }

        if (content["root"] is JsonObject root)
        {
            content["root"] = ActivityTree.RestorePlaceholders(root);
        }

        return JsonSerializer.SerializeToUtf8Bytes(content, ValueConverter.Json);
    }

    /// <summary>The definition as a file: what came in, under the names that the server gave it.</summary>
    public static JsonObject Export(StoredDefinition stored)
    {
        var json = new JsonObject
        {
            ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
            ["id"] = stored.Id,
            ["definitionId"] = stored.DefinitionId,
            ["createdAt"] = Instant(stored.CreatedAt),
            ["version"] = stored.Version,
            ["isLatest"] = stored.IsLatest,
            ["isPublished"] = stored.IsPublished,
        };
        Move(Parse(stored.Content.Span), json);
        if (json["root"] is JsonObject root)
        {
            ActivityTree.AssignNodeIds(root, "Workflow1");
        }

        return json;
    }

    /// <summary>The definition as clients read it.</summary>
    public static JsonObject Complete(StoredDefinition stored)
    {
        var json = new JsonObject
        {
            ["id"] = stored.Id,
            ["definitionId"] = stored.DefinitionId,
            ["name"] = stored.Name,
            ["description"] = stored.Description,
            ["createdAt"] = Instant(stored.CreatedAt),
            ["version"] = stored.Version,
            ["toolVersion"] = stored.ToolVersion,
            ["isLatest"] = stored.IsLatest,
            ["isPublished"] = stored.IsPublished,
        };
        Move(Parse(stored.Content.Span), json);
        json["isReadonly"] = stored.IsReadonly;
        json["isSystem"] = stored.IsSystem;
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
        {
            json[list] ??= new JsonArray();
        }

        json["customProperties"] ??= new JsonObject();
        json["options"] ??= new JsonObject();
        if (json["root"] is JsonObject root)
        {
            ActivityTree.AssignNodeIds(root, "Workflow1");
        }

        return json;
    }

    private static string Instant(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    private static void Move(JsonObject from, JsonObject to)
    {
        foreach (var (name, value) in from.ToList())
        {
            from.Remove(name);
            if (value is not null || !to.ContainsKey(name))
            {
                to[name] = value;
            }
        }
    }

    /// <summary>Whether the definition says that others may use it as an activity; old files say so outside of the options.</summary>
    public static bool IsUsableAsActivity(JsonObject model) =>
        (model["options"] is JsonObject options && JsonParts.Flag(options, "usableAsActivity")) || JsonParts.Flag(model, "usableAsActivity");

    /// <summary>Elsa's type name of a definition that is used as an activity: its name in Pascal case, without blanks.</summary>
    public static string? ActivityTypeOf(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var result = new System.Text.StringBuilder(name.Length);
        var upper = true;
        foreach (var letter in name)
        {
            if (letter is ' ' or '_' or '-')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
        }

        return result.ToString();
    }
}
