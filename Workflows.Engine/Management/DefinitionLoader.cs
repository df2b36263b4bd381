using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Management;

/// <summary>
/// Keeps the catalog of this process what the database says: everything published at start, each definition again when it changes
/// here, and by the list of changes when it changes elsewhere.
/// </summary>
public sealed partial class DefinitionLoader(
    DefinitionStore store, DefinitionMaterializer materializer, WorkflowCatalog catalog, ILogger<DefinitionLoader> logger)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _lastChange;

    /// <summary>Raised after a definition was loaded again: its tenant and its id.</summary>
    public event Action<Guid, string>? Loaded;

    /// <summary>Compiles what is published in every tenant, and lets the catalog fetch older versions when instances need them.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Loader = FetchAsync;
        var published = new List<(Guid Tenant, string DefinitionId)>();
        await using (var scope = await store.OpenAllAsync(cancellationToken))
        {
            await using (var last = scope.Command("select coalesce(max(id), 0) from engine.definition_changes"))
            {
                _lastChange = (long)(await last.ExecuteScalarAsync(cancellationToken))!;
            }

            await using var command = scope.Command(
                "select distinct tenant_id, definition_id from engine.definitions where published_at is not null and tenant_id <> $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = StoredDefinition.Nobody });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                published.Add((reader.GetGuid(0), reader.GetString(1)));
            }
        }

        foreach (var (tenant, definitionId) in published)
        {
            await LoadAsync(tenant, definitionId, cancellationToken);
        }
    }

    /// <summary>Loads what other processes have changed since the last call.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var changed = new HashSet<(Guid, string)>();
        await using (var scope = await store.OpenAllAsync(cancellationToken))
        {
            await using var command = scope.Command(
                "select id, tenant_id, definition_id from engine.definition_changes where id > $1 order by id limit 1000");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Interlocked.Read(ref _lastChange) });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                Interlocked.Exchange(ref _lastChange, reader.GetInt64(0));
                changed.Add((reader.GetGuid(1), reader.GetString(2)));
            }
        }

        foreach (var (tenant, definitionId) in changed)
        {
            await LoadAsync(tenant, definitionId, cancellationToken);
        }
    }

    /// <summary>Loads a definition again, and those that use it.</summary>
    public async Task LoadAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            materializer.Forget(tenantId);
            await LoadOneAsync(tenantId, definitionId, cancellationToken);
            foreach (var consumer in await ConsumersAsync(tenantId, definitionId, cancellationToken))
            {
                await LoadOneAsync(tenantId, consumer, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }

        Loaded?.Invoke(tenantId, definitionId);
    }

    /// <summary>Whether no version of any tenant has the id.</summary>
    internal async Task<bool> IsFreeAsync(string versionId, CancellationToken cancellationToken)
    {
        await using var scope = await store.OpenAllAsync(cancellationToken);
        await using var command = scope.Command("select 1 from engine.definitions where id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = versionId });
        return await command.ExecuteScalarAsync(cancellationToken) is null && catalog.FindVersion(versionId) is null;
    }

    internal static Task InsertAsync(
        TenantScope scope, StoredDefinition stored, DateTimeOffset? publishedAt, CancellationToken cancellationToken) => scope.ExecuteAsync(
            "insert into engine.definitions (id, tenant_id, definition_id, version, created_at, updated_at, published_at, is_latest, is_published, "
            + "is_readonly, is_system, usable_as_activity, activity_type, name, description, tool_version, provider, changed_by, content) "
            + "values ($1, $2, $3, $4, $5, $5, $6::timestamptz, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
            cancellationToken, stored.Id, stored.TenantId, stored.DefinitionId, stored.Version, stored.CreatedAt.ToUniversalTime(),
            publishedAt?.ToUniversalTime(), stored.IsLatest, stored.IsPublished, stored.IsReadonly, stored.IsSystem, stored.UsableAsActivity,
            stored.ActivityType, stored.Name, stored.Description, stored.ToolVersion, stored.Provider, stored.ChangedBy, stored.Content.ToArray());

    internal static async Task InsertTriggersAsync(
        TenantScope scope, StoredDefinition stored, IReadOnlyList<TriggerPayload> payloads, CancellationToken cancellationToken)
    {
        foreach (var payload in payloads)
        {
            await scope.ExecuteAsync(
                "insert into engine.triggers (tenant_id, version_id, definition_id, activity_id, name, hash, payload) "
                + "values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                cancellationToken, stored.TenantId, stored.Id, stored.DefinitionId, payload.Trigger.Id, payload.Name, payload.Stimulus,
                JsonSerializer.SerializeToUtf8Bytes(payload.Payload, payload.Payload.GetType(), ValueConverter.Json));
        }
    }

    private async Task LoadOneAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        var rows = (await store.ReadAsync(
            tenantId, new DefinitionFilter { DefinitionIds = [definitionId], Limit = 10_000 }, cancellationToken))
            .Where(row => row.TenantId == tenantId).ToList();
        var graphs = new List<WorkflowGraph>();
        foreach (var row in rows.Where(row => row.IsPublished || catalog.FindVersion(row.Id) is not null))
        {
            if (await TryCompileAsync(row, cancellationToken) is { } graph)
            {
                graphs.Add(graph);
            }
        }

        List<string> gone = [.. catalog.Versions
            .Where(graph => WorkflowCatalog.OwnerOf(graph) == tenantId && graph.Workflow.Identity.DefinitionId == definitionId)
            .Select(static graph => graph.Workflow.Identity.Id)
            .Where(id => !rows.Exists(row => row.Id == id))];
        if (graphs.Count > 0 || gone.Count > 0)
        {
            await catalog.AddAsync(graphs, gone, cancellationToken);
        }

        catalog.Override(tenantId, definitionId, await EverPublishedAsync(tenantId, definitionId, cancellationToken));
    }

    private async ValueTask<WorkflowGraph?> FetchAsync(string versionId, CancellationToken cancellationToken)
    {
        StoredDefinition? stored = null;
        await using (var scope = await store.OpenAllAsync(cancellationToken))
        {
            await using var command = scope.Command("select tenant_id from engine.definitions where id = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = versionId });
            if (await command.ExecuteScalarAsync(cancellationToken) is Guid tenant)
            {
                var found = await DefinitionStore.ReadAsync(
                    scope, tenant, new DefinitionFilter { Ids = [versionId], Limit = 1 }, cancellationToken);
                stored = found.Count == 0 ? null : found[0];
            }
        }

        if (stored is null || await TryCompileAsync(stored, cancellationToken) is not { } graph)
        {
            return null;
        }

        // A draft changes in place: it is compiled for each start, and kept only for the instances that run on it.
        await catalog.AddAsync([graph], [], cancellationToken);
        return graph;
    }

    private async Task<WorkflowGraph?> TryCompileAsync(StoredDefinition stored, CancellationToken cancellationToken)
    {
        try
        {
            return await materializer.CompileAsync(stored, cancellationToken);
        }
        catch (DefinitionException error)
        {
            Unusable(stored.DefinitionId, stored.Version, error.Message);
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> ConsumersAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await using var scope = await store.OpenAsync(tenantId, cancellationToken);
        await using var command = scope.Command(
            """
            with recursive consumers(id) as (
              select d.definition_id from engine.definition_uses u join engine.definitions d on d.id = u.version_id
              where u.tenant_id = $1 and u.used_definition_id = $2
              union
              select d.definition_id from consumers c join engine.definition_uses u on u.used_definition_id = c.id
                join engine.definitions d on d.id = u.version_id where u.tenant_id = $1)
            select id from consumers where id <> $2
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private async Task<bool> EverPublishedAsync(Guid tenantId, string definitionId, CancellationToken cancellationToken)
    {
        await using var scope = await store.OpenAsync(tenantId, cancellationToken);
        await using var command = scope.Command(
            "select 1 from engine.definitions where tenant_id = $1 and definition_id = $2 and published_at is not null limit 1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definitionId });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Definition {DefinitionId} version {Version} cannot run: {Reason}")]
    private partial void Unusable(string definitionId, int version, string reason);
}
