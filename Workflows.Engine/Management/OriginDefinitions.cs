using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;

namespace Workflows.Engine.Management;

/// <summary>
/// What comes with the product: workflows in C# and definitions as files. They are written into the database at every start, so that
/// lists and consumers find them, and belong to nobody. Where both exist under one id, C# runs and the file is its drawing: the
/// designer shows and edits the drawing, and a version that a tenant publishes takes over.
/// </summary>
public sealed class OriginDefinitions(
    DefinitionStore store, DefinitionMaterializer materializer, WorkflowCatalog catalog, ActivityRegistry activities, TimeProvider time)
{
    /// <summary>Loads what comes with the product.</summary>
    /// <param name="code">The compiled workflows in C#.</param>
    /// <param name="folder">Folder with the files; it need not exist.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The files that cannot be used, with the reason; they stop nothing else.</returns>
    public async Task<IReadOnlyList<(string File, string Problem)>> LoadAsync(
        IReadOnlyCollection<WorkflowGraph> code, string folder, CancellationToken cancellationToken)
    {
        var problems = new List<(string, string)>();
        var files = new Dictionary<string, (string File, StoredDefinition Definition)>(StringComparer.Ordinal);
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            try
            {
                var definition = Read(DefinitionContent.Parse(await File.ReadAllBytesAsync(path, cancellationToken)));
                if (!files.TryAdd(definition.DefinitionId, (file, definition)))
                {
                    problems.Add((file, $"{files[definition.DefinitionId].File} has the same definition id '{definition.DefinitionId}'."));
                }
            }
            catch (Exception error) when (error is JsonException or DefinitionException or IOException or UnauthorizedAccessException)
            {
                problems.Add((file, error.Message));
            }
        }

        var stored = new List<StoredDefinition>();
        foreach (var graph in code)
        {
            stored.Add(Describe(graph, files.Remove(graph.Workflow.Identity.DefinitionId, out var drawing) ? drawing.Definition : null));
        }

        stored.AddRange(files.Values.Select(static file => file.Definition));
        await WriteAsync(stored, problems, cancellationToken);
        materializer.Forget(StoredDefinition.Nobody);
        foreach (var (file, definition) in files.Values)
        {
            try
            {
                await catalog.AddAsync([await materializer.CompileAsync(definition, cancellationToken)], [], cancellationToken);
            }
            catch (DefinitionException error)
            {
                problems.Add((file, error.Message));
            }
        }

        return problems;
    }

    private static StoredDefinition Read(JsonObject json)
    {
        var problems = DefinitionShape.Check(json);
        if (problems.Count > 0)
        {
            throw new DefinitionException(problems);
        }

        if (JsonParts.Text(json, "definitionId") is not { Length: > 0 } definitionId)
        {
            throw new DefinitionException("definitionId", "Must be a text that is not empty.");
        }

        var version = Math.Max(1, JsonParts.Number(json, "version", 1));
        var name = JsonParts.Text(json, "name");
        var usable = DefinitionContent.IsUsableAsActivity(json);
        return new StoredDefinition
        {
            Id = JsonParts.Text(json, "id") is { Length: > 0 } id ? id : $"{definitionId}:v{version}",
            TenantId = StoredDefinition.Nobody,
            DefinitionId = definitionId,
            Version = version,
            CreatedAt = DateTimeOffset.TryParse(JsonParts.Text(json, "createdAt"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.UnixEpoch,
            IsLatest = true,
            IsPublished = !json.ContainsKey("isPublished") || JsonParts.Flag(json, "isPublished"),
            IsSystem = JsonParts.Flag(json, "isSystem"),
            UsableAsActivity = usable,
            ActivityType = usable ? DefinitionContent.ActivityTypeOf(name) : null,
            Name = name,
            Description = JsonParts.Text(json, "description"),
            ToolVersion = Version.TryParse(JsonParts.Text(json, "toolVersion"), out var tool) ? tool.ToString() : null,
            Provider = DefinitionProviders.Files,
            ChangedBy = DefinitionProviders.Files,
            Content = DefinitionContent.Strip(json),
        };
    }

    // Functions of C# have no JSON form: such a workflow can be looked at, and edited only if it has a drawing.
    private StoredDefinition Describe(WorkflowGraph graph, StoredDefinition? drawing)
    {
        var workflow = graph.Workflow;
        var content = drawing?.Content ?? DefinitionContent.Strip(WorkflowJson.Write(workflow, activities));
        return new StoredDefinition
        {
            Id = workflow.Identity.Id,
            TenantId = StoredDefinition.Nobody,
            DefinitionId = workflow.Identity.DefinitionId,
            Version = workflow.Identity.Version,
            CreatedAt = drawing?.CreatedAt ?? DateTimeOffset.UnixEpoch,
            IsLatest = true,
            IsPublished = workflow.Publication.IsPublished,
            IsReadonly = drawing is null && HasCode(JsonNode.Parse(content.Span)),
            Name = workflow.WorkflowMetadata.Name ?? drawing?.Name ?? workflow.Identity.DefinitionId,
            Description = workflow.WorkflowMetadata.Description ?? drawing?.Description,
            ToolVersion = DefinitionContent.ToolVersion,
            Provider = DefinitionProviders.CSharp,
            ChangedBy = DefinitionProviders.CSharp,
            Content = content,
        };
    }

    private static bool HasCode(JsonNode? node) => node switch
    {
        JsonObject json => (json["expression"] is JsonObject expression && JsonParts.Text(expression, "type") == "Delegate")
            || JsonParts.Text(json, "type")?.StartsWith("Elsa.Inline", StringComparison.Ordinal) is true || json.Any(static pair => HasCode(pair.Value)),
        JsonArray items => items.Any(HasCode),
        _ => false,
    };

    private static IEnumerable<string> Uses(StoredDefinition definition) => definition.ToJson()["root"] is JsonObject root
        ? ActivityTree.All(root).Select(static found => JsonParts.Text(found.Activity, "workflowDefinitionId")).OfType<string>().Distinct(StringComparer.Ordinal)
        : Enumerable.Empty<string>();

    private async Task WriteAsync(List<StoredDefinition> definitions, List<(string, string)> problems, CancellationToken cancellationToken)
    {
        await using var scope = await store.OpenAsync(StoredDefinition.Nobody, cancellationToken);
        await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('workflows.definitions', 0))", cancellationToken);
        await scope.ExecuteAsync("delete from engine.definitions where tenant_id = $1", cancellationToken, StoredDefinition.Nobody);
        foreach (var definition in definitions)
        {
            try
            {
                await scope.ExecuteAsync("savepoint one", cancellationToken);
                await DefinitionLoader.InsertAsync(scope, definition, definition.IsPublished ? time.GetUtcNow() : null, cancellationToken);
                foreach (var used in Uses(definition))
                {
                    await scope.ExecuteAsync(
                        "insert into engine.definition_uses (tenant_id, version_id, used_definition_id) values ($1, $2, $3)",
                        cancellationToken, StoredDefinition.Nobody, definition.Id, used);
                }

                if (definition.IsPublished && catalog.FindVersion(definition.Id) is { } graph)
                {
                    await DefinitionLoader.InsertTriggersAsync(scope, definition, await catalog.PayloadsAsync(graph, cancellationToken), cancellationToken);
                }
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                await scope.ExecuteAsync("rollback to savepoint one", cancellationToken);
                problems.Add((definition.DefinitionId, $"A version with the id '{definition.Id}' exists already."));
            }
        }

        await scope.CommitAsync(cancellationToken);
    }
}
