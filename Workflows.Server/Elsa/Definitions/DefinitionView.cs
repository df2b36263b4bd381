using System.Text.Json.Nodes;
using Workflows.Engine.Definitions;
using Workflows.Engine.Management;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Definitions as the API shows them: with links that say what the caller may do.</summary>
internal static class DefinitionView
{
    /// <summary>A row of a list.</summary>
    public static object Summary(StoredDefinition d, bool canEdit) => new
    {
        d.Id,
        d.DefinitionId,
        d.TenantId,
        d.Name,
        d.Description,
        d.Version,
        d.ToolVersion,
        d.IsLatest,
        d.IsPublished,
        d.IsReadonly,
        d.IsSystem,
        d.CreatedAt,
        MaterializerName = "Json",
        IsMaterializerAvailable = true,
        ProviderName = d.Provider,
        Links = Links(d, canEdit),
    };

    /// <summary>A whole definition. Activities of unknown type are placeholders with the original inside.</summary>
    public static JsonObject Full(StoredDefinition d, ActivityRegistry registry, bool canEdit)
    {
        var json = d.ToJson();
        json.Remove("$schema");
        if (json["root"] is JsonObject root)
        {
            var shown = ActivityTree.ReplaceUnknown(root, registry);
            if (!ReferenceEquals(shown, root))
            {
                json["root"] = shown;
            }
        }

        json["providerName"] = d.Provider;
        json["links"] = System.Text.Json.JsonSerializer.SerializeToNode(Links(d, canEdit), ElsaJson.Options);
        return json;
    }

    private static List<Link> Links(StoredDefinition d, bool canEdit)
    {
        var one = $"/workflow-definitions/{d.DefinitionId}";
        List<Link> links =
        [
            new($"/workflow-definitions/by-id/{d.Id}", "self", "GET"), new($"{one}/versions", "versions", "GET"),
            new($"{one}/export", "export", "GET"),
        ];
        if (!canEdit)
        {
            return links;
        }

        links.AddRange(
        [
            new($"{one}/dispatch", "dispatch", "POST"), new($"{one}/bulk-dispatch", "bulk-dispatch", "POST"), new($"{one}/execute", "execute", "POST"),
        ]);
        if (!d.IsReadonly)
        {
            links.AddRange(
            [
                new($"{one}/publish", "publish", "POST"), new($"{one}/retract", "retract", "POST"), new(one, "delete", "DELETE"),
                new("/workflow-definitions/import", "import", "POST"), new($"{one}/update-references", "update-references", "POST"),
            ]);
        }

        return links;
    }

    /// <summary>What can be done with it, and where.</summary>
    internal sealed record Link(string Href, string Rel, string Method);
}
