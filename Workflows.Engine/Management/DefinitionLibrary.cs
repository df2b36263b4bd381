using System.Text.Json.Nodes;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Management;

/// <summary>
/// The life of definitions: drafts, publication, retraction, versions, deletion. A change is one transaction; afterwards this
/// process runs by it, and the others learn of it (see <see cref="DefinitionLoader"/>).
/// </summary>
public sealed partial class DefinitionLibrary(
    DefinitionStore store, DefinitionMaterializer materializer, DefinitionLoader loader, WorkflowCatalog catalog, ExpressionRegistry expressions,
    TimeProvider time)
{
    private const int MostConsumers = 1000;
    private readonly DefinitionChecks _checks = new(catalog);

    /// <summary>
    /// Saves a model as the definition's draft: in place while the newest version is a draft, else as a new version.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="model">The definition as JSON; without definitionId, a new definition is made.</param>
    /// <param name="by">Who saves, for people.</param>
    /// <param name="keepId">Whether the model's version id is used for a new version if it is free, as when a file is imported.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DefinitionException">The model has not the form of a definition, or may not be edited.</exception>
    public async Task<StoredDefinition> SaveAsync(
        Guid tenantId, JsonObject model, string by, bool keepId, CancellationToken cancellationToken)
    {
        var problems = DefinitionShape.Check(model);
        if (problems.Count > 0)
        {
            throw new DefinitionException(problems);
        }

        var uses = await materializer.UsesAsync(tenantId, model, cancellationToken);
        StoredDefinition saved;
        await using (var scope = await OpenAsync(tenantId, cancellationToken))
        {
            saved = await WriteAsync(scope, tenantId, model, uses, by, keepId, cancellationToken);
            await scope.CommitAsync(cancellationToken);
        }

        await loader.LoadAsync(tenantId, saved.DefinitionId, cancellationToken);
        return saved;
    }

    /// <summary>Publishes the newest version; null: the tenant has no such definition.</summary>
    /// <exception cref="DefinitionException">It cannot run; says everything that is wrong.</exception>
    public async Task<PublishResult?> PublishAsync(Guid tenantId, string definitionId, string by, CancellationToken cancellationToken)
    {
        var latest = await store.FindAsync(tenantId, definitionId, DefinitionVersions.Latest, cancellationToken);
        if (latest is null)
        {
            return null;
        }

        if (latest.IsPublished)
        {
            return new PublishResult(latest, AlreadyPublished: true, []);
        }

        if (latest.IsOrigin)
        {
            latest = await SaveAsync(tenantId, latest.ToJson(), by, keepId: false, cancellationToken);
        }

        latest = latest with { IsPublished = true };
        var payloads = await CheckAsync(latest, cancellationToken);
        await using (var scope = await OpenAsync(null, cancellationToken))
        {
            await RefuseTakenRoutesAsync(scope, latest, payloads, cancellationToken);
            await MarkAsync(scope, latest, payloads, by, cancellationToken);
            await scope.CommitAsync(cancellationToken);
        }

        await loader.LoadAsync(tenantId, definitionId, cancellationToken);
        var updated = latest.ToJson()["options"] is JsonObject options && JsonParts.Flag(options, "autoUpdateConsumingWorkflows")
            ? await UpdateConsumersAsync(tenantId, definitionId, by, cancellationToken)
            : [];
        return new PublishResult(latest, AlreadyPublished: false, updated);
    }

    /// <summary>Ends the publication; null: the tenant has no published version of its own or of nobody.</summary>
    public async Task<StoredDefinition?> RetractAsync(Guid tenantId, string definitionId, string by, CancellationToken cancellationToken)
    {
        var published = await store.FindAsync(tenantId, definitionId, DefinitionVersions.Published, cancellationToken);
        if (published is null)
        {
            return null;
        }

        if (published.IsOrigin)
        {
            throw new DefinitionException("isReadonly", $"'{published.Name}' comes with the product and cannot be retracted. Publish a version of your own instead.");
        }

        await using (var scope = await OpenAsync(tenantId, cancellationToken))
        {
            await scope.ExecuteAsync("delete from engine.triggers where version_id = $1", cancellationToken, published.Id);
            await scope.ExecuteAsync(
                "update engine.definitions set is_published = false, updated_at = $3, changed_by = $4 where tenant_id = $1 and id = $2",
                cancellationToken, tenantId, published.Id, time.GetUtcNow().ToUniversalTime(), by);
            await ChangedAsync(scope, tenantId, definitionId, cancellationToken);
            await scope.CommitAsync(cancellationToken);
        }

        await loader.LoadAsync(tenantId, definitionId, cancellationToken);
        return await store.FindAsync(tenantId, definitionId, DefinitionVersions.Latest, cancellationToken);
    }

    /// <summary>Makes a new draft with the content of an earlier version; null: there is none.</summary>
    public async Task<StoredDefinition?> RevertAsync(
        Guid tenantId, string definitionId, int version, string by, CancellationToken cancellationToken)
    {
        var old = await store.FindAsync(tenantId, definitionId, new DefinitionVersions(VersionKind.Specific, version), cancellationToken);
        if (old is null)
        {
            return null;
        }

        var uses = await materializer.UsesAsync(tenantId, old.ToJson(), cancellationToken);
        StoredDefinition made;
        await using (var scope = await OpenAsync(tenantId, cancellationToken))
        {
            made = await AddAsync(scope, tenantId, definitionId, old.Content.ToArray(), null, by, cancellationToken);
            await UsesAsync(scope, made, uses, cancellationToken);
            await ChangedAsync(scope, tenantId, definitionId, cancellationToken);
            await scope.CommitAsync(cancellationToken);
        }

        await loader.LoadAsync(tenantId, definitionId, cancellationToken);
        return made;
    }

    /// <summary>
    /// Deletes the tenant's versions of definitions, and their instances. What comes with the product comes back to light.
    /// </summary>
    /// <returns>How many definitions had versions.</returns>
    public async Task<int> DeleteAsync(Guid tenantId, IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var definitionId in definitionIds.Distinct(StringComparer.Ordinal))
        {
            await using (var scope = await OpenAsync(tenantId, cancellationToken))
            {
                await InstancesAsync(scope, "definition_id = $2", tenantId, definitionId, cancellationToken);
                var rows = await scope.ExecuteAsync(
                    "delete from engine.definitions where tenant_id = $1 and definition_id = $2", cancellationToken, tenantId, definitionId);
                if (rows == 0)
                {
                    continue;
                }

                await ChangedAsync(scope, tenantId, definitionId, cancellationToken);
                await scope.CommitAsync(cancellationToken);
            }

            deleted++;
            await loader.LoadAsync(tenantId, definitionId, cancellationToken);
        }

        return deleted;
    }

    /// <summary>Deletes versions by their own ids, and their instances.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteVersionsAsync(Guid tenantId, IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var id in versionIds.Distinct(StringComparer.Ordinal))
        {
            var version = await store.FindVersionAsync(tenantId, id, cancellationToken);
            if (version is null or { IsOrigin: true })
            {
                continue;
            }

            await using (var scope = await OpenAsync(tenantId, cancellationToken))
            {
                await InstancesAsync(scope, "definition_version_id = $2", tenantId, id, cancellationToken);
                await scope.ExecuteAsync("delete from engine.definitions where tenant_id = $1 and id = $2", cancellationToken, tenantId, id);
                await scope.ExecuteAsync(
                    "update engine.definitions d set is_latest = true where d.tenant_id = $1 and d.definition_id = $2 and d.version = ("
                    + "select max(o.version) from engine.definitions o where o.tenant_id = $1 and o.definition_id = $2)",
                    cancellationToken, tenantId, version.DefinitionId);
                await ChangedAsync(scope, tenantId, version.DefinitionId, cancellationToken);
                await scope.CommitAsync(cancellationToken);
            }

            deleted++;
            await loader.LoadAsync(tenantId, version.DefinitionId, cancellationToken);
        }

        return deleted;
    }

    /// <summary>The definitions that use a definition as an activity, directly or through others; null: there is no such definition.</summary>
    public async Task<IReadOnlyList<string>?> ConsumersAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenantId, definitionId, DefinitionVersions.All, cancellationToken) is null)
        {
            return null;
        }

        var found = new List<string>();
        var open = new Queue<string>([definitionId]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { definitionId };
        while (open.TryDequeue(out var next) && found.Count < MostConsumers)
        {
            foreach (var consumer in await DirectConsumersAsync(tenantId, next, cancellationToken))
            {
                if (seen.Add(consumer))
                {
                    found.Add(consumer);
                    open.Enqueue(consumer);
                }
            }
        }

        return found;
    }

    /// <summary>Moves the newest versions of direct consumers to the published version of a definition; what was published is published again.</summary>
    /// <returns>The definitions that changed.</returns>
    public async Task<IReadOnlyList<string>> UpdateConsumersAsync(
        Guid tenantId, string definitionId, string by, CancellationToken cancellationToken)
    {
        var used = await store.FindAsync(tenantId, definitionId, DefinitionVersions.Published, cancellationToken)
            ?? await store.FindAsync(tenantId, definitionId, DefinitionVersions.Latest, cancellationToken);
        if (used is null)
        {
            return [];
        }

        var updated = new List<string>();
        foreach (var consumerId in await DirectConsumersAsync(tenantId, definitionId, cancellationToken))
        {
            var consumer = await store.FindAsync(tenantId, consumerId, DefinitionVersions.Latest, cancellationToken);
            if (consumer is null || consumer.ToJson() is not { } json || json["root"] is not JsonObject root)
            {
                continue;
            }

            var changed = false;
            foreach (var (_, activity) in ActivityTree.All(root).ToList())
            {
                if (JsonParts.Text(activity, "workflowDefinitionId") == definitionId && JsonParts.Text(activity, "workflowDefinitionVersionId") != used.Id)
                {
                    activity["version"] = used.Version;
                    activity["workflowDefinitionVersionId"] = used.Id;
                    activity["latestAvailablePublishedVersion"] = used.Version;
                    activity["latestAvailablePublishedVersionId"] = used.Id;
                    changed = true;
                }
            }

            if (!changed)
            {
                continue;
            }

            await SaveAsync(tenantId, json, by, keepId: false, cancellationToken);
            if (consumer.IsPublished)
            {
                await PublishAsync(tenantId, consumerId, by, cancellationToken);
            }

            updated.Add(consumerId);
        }

        return updated;
    }

    /// <summary>Everything that would keep a version from being published.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(StoredDefinition stored, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(stored, cancellationToken);
            return [];
        }
        catch (DefinitionException error)
        {
            return error.Problems;
        }
    }

    private async Task<IReadOnlyList<TriggerPayload>> CheckAsync(StoredDefinition stored, CancellationToken cancellationToken)
    {
        var json = stored.ToJson();
        var registry = await materializer.RegistryAsync(stored.TenantId, cancellationToken);
        List<DefinitionProblem> problems = [.. DefinitionShape.Check(json), .. DefinitionChecks.Inputs(json, registry, expressions), .. new CodeChecks(registry, expressions).Check(json)];
        if (problems.Count > 0)
        {
            throw new DefinitionException(problems);
        }

        var graph = await materializer.CompileAsync(stored, cancellationToken);
        var (payloads, wrong) = await _checks.TriggersAsync(graph, json, cancellationToken);
        return wrong.Count == 0 ? payloads : throw new DefinitionException(wrong);
    }
}
