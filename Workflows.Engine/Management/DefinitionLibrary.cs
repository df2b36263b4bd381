using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;
using Workflows.Engine.Http;

namespace Workflows.Engine.Management;

/// <summary>
/// The life of definitions: drafts, publication, retraction, versions, deletion. A change is one transaction; afterwards this
/// process runs by it, and the others learn of it (see <see cref="DefinitionLoader"/>).
/// </summary>
public sealed class DefinitionLibrary(
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
        List<DefinitionProblem> problems = [.. DefinitionShape.Check(json), .. DefinitionChecks.Inputs(json, registry, expressions)];
        if (problems.Count > 0)
        {
            throw new DefinitionException(problems);
        }

        var graph = await materializer.CompileAsync(stored, cancellationToken);
        var (payloads, wrong) = await _checks.TriggersAsync(graph, json, cancellationToken);
        return wrong.Count == 0 ? payloads : throw new DefinitionException(wrong);
    }

    private async Task<StoredDefinition> WriteAsync(
        TenantScope scope, Guid tenantId, JsonObject model, IReadOnlyList<string> uses, string by, bool keepId, CancellationToken cancellationToken)
    {
        var definitionId = JsonParts.Text(model, "definitionId") is { Length: > 0 } given ? given : NewId();
        var content = DefinitionContent.Strip(model);
        var found = await DefinitionStore.ReadAsync(scope, tenantId, DefinitionStore.One(definitionId, DefinitionVersions.Latest), cancellationToken);
        var latest = found.Count == 0 ? null : found[0];
        if (latest is { IsReadonly: true })
        {
            throw new DefinitionException("isReadonly", $"The definition '{latest.Name}' is written in C# and cannot be edited.");
        }

        StoredDefinition saved;
        if (latest is { IsOrigin: false, IsPublished: false })
        {
            saved = Describe(latest, content, by);
            await scope.ExecuteAsync(
                "update engine.definitions set content = $3, name = $4, description = $5, tool_version = $6, usable_as_activity = $7, "
                + "activity_type = $8, updated_at = $9, changed_by = $10, is_system = $11 where tenant_id = $1 and id = $2",
                cancellationToken, tenantId, saved.Id, content, saved.Name, saved.Description, saved.ToolVersion, saved.UsableAsActivity,
                saved.ActivityType, time.GetUtcNow().ToUniversalTime(), by, saved.IsSystem);
            await scope.ExecuteAsync("delete from engine.definition_uses where version_id = $1", cancellationToken, saved.Id);
        }
        else
        {
            saved = await AddAsync(
                scope, tenantId, definitionId, content, keepId ? JsonParts.Text(model, "id") : null, by, cancellationToken);
        }

        await UsesAsync(scope, saved, uses, cancellationToken);
        await ChangedAsync(scope, tenantId, definitionId, cancellationToken);
        return saved;
    }

    private async Task<StoredDefinition> AddAsync(
        TenantScope scope, Guid tenantId, string definitionId, byte[] content, string? wantedId, string by, CancellationToken cancellationToken)
    {
        var all = await DefinitionStore.ReadAsync(
            scope, tenantId, DefinitionStore.One(definitionId, DefinitionVersions.All), cancellationToken);
        int version;
        await using (var number = scope.Command(
            "select coalesce(max(version), 0) + 1 from engine.definitions where definition_id = $2 and (tenant_id = $1 or tenant_id = $3)"))
        {
            number.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            number.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
            number.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = StoredDefinition.Nobody });
            version = Convert.ToInt32(await number.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }

        var made = Describe(
            new StoredDefinition
            {
                Id = NewId(),
                TenantId = tenantId,
                DefinitionId = definitionId,
                Version = version,
                CreatedAt = time.GetUtcNow().ToUniversalTime(),
                IsLatest = true,
            },
            content,
            by);
        if (all.Count == 0 && wantedId is { Length: > 0 and <= 200 } && await loader.IsFreeAsync(wantedId, cancellationToken))
        {
            made = made with { Id = wantedId };
        }

        await scope.ExecuteAsync(
            "update engine.definitions set is_latest = false where tenant_id = $1 and definition_id = $2 and is_latest",
            cancellationToken, tenantId, definitionId);
        await DefinitionLoader.InsertAsync(scope, made, null, cancellationToken);
        return made;
    }

    private static StoredDefinition Describe(StoredDefinition stored, byte[] content, string by)
    {
        var json = DefinitionContent.Parse(content);
        var name = JsonParts.Text(json, "name");
        var usable = DefinitionContent.IsUsableAsActivity(json);
        return stored with
        {
            Content = content,
            Name = name,
            Description = JsonParts.Text(json, "description"),
            ToolVersion = Version.TryParse(JsonParts.Text(json, "toolVersion"), out var tool) ? tool.ToString() : null,
            IsSystem = JsonParts.Flag(json, "isSystem"),
            UsableAsActivity = usable,
            ActivityType = usable ? DefinitionContent.ActivityTypeOf(name) : null,
            Provider = DefinitionProviders.Database,
            ChangedBy = by,
        };
    }

    private static async Task UsesAsync(
        TenantScope scope, StoredDefinition stored, IReadOnlyList<string> uses, CancellationToken cancellationToken)
    {
        foreach (var used in uses)
        {
            await scope.ExecuteAsync(
                "insert into engine.definition_uses (tenant_id, version_id, used_definition_id) values ($1, $2, $3) on conflict do nothing",
                cancellationToken, stored.TenantId, stored.Id, used);
        }
    }

    private static async Task RefuseTakenRoutesAsync(
        TenantScope scope, StoredDefinition stored, IReadOnlyList<TriggerPayload> payloads, CancellationToken cancellationToken)
    {
        List<TriggerPayload> routes = [.. payloads.Where(static p => p.Payload is HttpEndpointPayload)];
        if (routes.Count == 0)
        {
            return;
        }

        var json = stored.ToJson();
        var problems = new List<DefinitionProblem>();
        foreach (var twice in routes.GroupBy(static r => r.Stimulus).Where(static g => g.Count() > 1))
        {
            problems.Add(new DefinitionProblem(DefinitionChecks.PathOf(json, twice.Last().Trigger.Id), "The path and method stand in two endpoints of the definition."));
        }

        await using var command = scope.Command(
            "select hash from engine.triggers where hash = any($1) and (definition_id <> $2 or tenant_id not in ($3, $4))");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. routes.Select(static r => r.Stimulus)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stored.DefinitionId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stored.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = StoredDefinition.Nobody });
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var taken = routes.First(r => r.Stimulus == reader.GetInt64(0));
                var route = (HttpEndpointPayload)taken.Payload;
                problems.Add(new DefinitionProblem(
                    $"{DefinitionChecks.PathOf(json, taken.Trigger.Id)}.path", $"Another published workflow answers {route.Method.ToUpperInvariant()} {route.Path}."));
            }
        }

        if (problems.Count > 0)
        {
            throw new DefinitionException(problems);
        }
    }

    private async Task MarkAsync(
        TenantScope scope, StoredDefinition stored, IReadOnlyList<TriggerPayload> payloads, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUniversalTime();
        await scope.ExecuteAsync(
            "delete from engine.triggers where tenant_id = $1 and definition_id = $2", cancellationToken, stored.TenantId, stored.DefinitionId);
        await scope.ExecuteAsync(
            "update engine.definitions set is_published = false, updated_at = $3 where tenant_id = $1 and definition_id = $2 and is_published",
            cancellationToken, stored.TenantId, stored.DefinitionId, now);
        var marked = await scope.ExecuteAsync(
            "update engine.definitions set is_published = true, published_at = coalesce(published_at, $3), updated_at = $3, changed_by = $4 "
            + "where tenant_id = $1 and id = $2 and is_latest and content = $5",
            cancellationToken, stored.TenantId, stored.Id, now, by, stored.Content.ToArray());
        if (marked == 0)
        {
            throw new DefinitionException("id", "Somebody else changed the definition in the same moment. Publish again.");
        }

        await DefinitionLoader.InsertTriggersAsync(scope, stored, payloads, cancellationToken);
        await ChangedAsync(scope, stored.TenantId, stored.DefinitionId, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> DirectConsumersAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await using var scope = await store.OpenAsync(tenantId, cancellationToken);
        await using var command = scope.Command(
            "select distinct d.definition_id from engine.definition_uses u join engine.definitions d on d.id = u.version_id "
            + "where u.used_definition_id = $2 and (u.tenant_id = $1 or u.tenant_id = $3) and (d.is_latest or d.is_published) order by 1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = StoredDefinition.Nobody });
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static async Task InstancesAsync(
        TenantScope scope, string which, Guid tenantId, string id, CancellationToken cancellationToken)
    {
        foreach (var table in new[] { "bookmarks", "timers", "work_items", "incidents", "start_keys" })
        {
            await scope.ExecuteAsync(
                $"delete from engine.{table} where tenant_id = $1 and instance_id in (select id from engine.instances where tenant_id = $1 and {which})",
                cancellationToken, tenantId, id);
        }

        await scope.ExecuteAsync($"delete from engine.instances where tenant_id = $1 and {which}", cancellationToken, tenantId, id);
    }

    private async Task ChangedAsync(TenantScope scope, Guid tenantId, string definitionId, CancellationToken cancellationToken) =>
        await scope.ExecuteAsync(
            "insert into engine.definition_changes (tenant_id, definition_id, changed_at) values ($1, $2, $3)",
            cancellationToken, tenantId, definitionId, time.GetUtcNow().ToUniversalTime());

    // Writers stand in line, so that change numbers appear in the order of the commits and nobody loads around one.
    private async Task<TenantScope> OpenAsync(Guid? tenantId, CancellationToken cancellationToken)
    {
        var scope = tenantId is { } tenant ? await store.OpenAsync(tenant, cancellationToken) : await store.OpenAllAsync(cancellationToken);
        try
        {
            await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('workflows.definitions', 0))", cancellationToken);
            return scope;
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>An id as Elsa makes them: 16 hexadecimal digits.</summary>
    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
