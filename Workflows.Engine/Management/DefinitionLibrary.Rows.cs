using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Http;

namespace Workflows.Engine.Management;

/// <content>The rows that a change writes, and the line in which writers stand.</content>
public sealed partial class DefinitionLibrary
{
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
