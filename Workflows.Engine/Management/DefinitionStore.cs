using System.Text;
using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Management;

/// <summary>Definition versions in PostgreSQL. Every call is for one tenant, which sees its own rows and those of nobody.</summary>
public sealed class DefinitionStore(EngineDataSource database)
{
    private const string Columns =
        "d.id, d.tenant_id, d.definition_id, d.version, d.created_at, d.is_readonly, d.is_system, d.usable_as_activity, d.activity_type, "
        + "d.name, d.description, d.tool_version, d.provider, d.changed_by";

    // What belongs to nobody is the latest only as long as the tenant has no row of its own, and published only as long as the
    // tenant has never published one.
    private const string Visible =
        """
        from engine.definitions d
        cross join lateral (select d.tenant_id = '00000000-0000-0000-0000-000000000000'::uuid as common) c
        cross join lateral (select
          d.is_latest and not (c.common and exists (
            select from engine.definitions o where o.tenant_id = $1 and o.definition_id = d.definition_id)) as latest,
          d.is_published and not (c.common and exists (
            select from engine.definitions o where o.tenant_id = $1 and o.definition_id = d.definition_id and o.published_at is not null)) as published) f
        where (d.tenant_id = $1 or c.common)
        """;

    /// <summary>One page of versions without their content, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<StoredDefinition> Items, long Total)> ListAsync(
        Guid tenantId, DefinitionFilter filter, CancellationToken cancellationToken)
    {
        await using var scope = await OpenAsync(tenantId, cancellationToken);
        await using var command = scope.Command(string.Empty);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var where = Where(command, filter);
        var order = filter.Order switch
        {
            DefinitionOrder.Name => "lower(d.name)",
            DefinitionOrder.Version => "d.version",
            _ => "d.created_at",
        };
        var direction = filter.Descending ? "desc" : "asc";
        command.CommandText =
            $"select {Columns}, f.latest, f.published, ''::bytea, count(*) over () {Visible}{where} "
            + $"order by {order} {direction}, d.id {direction} offset {Bind(command, filter.Offset)} limit {Bind(command, filter.Limit)}";
        var items = new List<StoredDefinition>();
        long total = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                items.Add(Read(reader));
                total = reader.GetInt64(17);
            }
        }

        if (items.Count == 0 && filter.Offset > 0)
        {
            total = (await ListAsync(tenantId, filter with { Offset = 0, Limit = 1 }, cancellationToken)).Total;
        }

        return (items, total);
    }

    /// <summary>Versions with their content.</summary>
    public async Task<IReadOnlyList<StoredDefinition>> ReadAsync(
        Guid tenantId, DefinitionFilter filter, CancellationToken cancellationToken)
    {
        await using var scope = await OpenAsync(tenantId, cancellationToken);
        return await ReadAsync(scope, tenantId, filter, cancellationToken);
    }

    /// <summary>One version of a definition; null: there is none.</summary>
    public async Task<StoredDefinition?> FindAsync(
        Guid tenantId, string definitionId, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(tenantId, One(definitionId, versions), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>A version by its own id; null: the tenant sees none.</summary>
    public async Task<StoredDefinition?> FindVersionAsync(Guid tenantId, string versionId, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(tenantId, new DefinitionFilter { Ids = [versionId], Limit = 1 }, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    internal static DefinitionFilter One(string definitionId, DefinitionVersions versions) => new()
    {
        DefinitionIds = [definitionId],
        Versions = versions,
        Order = DefinitionOrder.Version,
        Descending = true,
        Limit = 1,
    };

    internal static async Task<IReadOnlyList<StoredDefinition>> ReadAsync(
        TenantScope scope, Guid tenantId, DefinitionFilter filter, CancellationToken cancellationToken)
    {
        await using var command = scope.Command(string.Empty);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var where = Where(command, filter);
        var order = filter.Order == DefinitionOrder.Version ? "d.version" : "d.created_at";

        // A tenant's own version comes before one of nobody with the same number.
        command.CommandText = $"select {Columns}, f.latest, f.published, d.content {Visible}{where} "
            + $"order by c.common, {order} {(filter.Descending ? "desc" : "asc")}, d.id limit {Bind(command, filter.Limit)}";
        var items = new List<StoredDefinition>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(Read(reader));
        }

        return items;
    }

    internal async Task<TenantScope> OpenAsync(Guid tenantId, CancellationToken cancellationToken) =>
        await TenantScope.OpenAsync(database, tenantId, cancellationToken);

    internal async Task<TenantScope> OpenAllAsync(CancellationToken cancellationToken) =>
        await TenantScope.OpenAsync(database, null, cancellationToken);

    private static string Where(NpgsqlCommand command, DefinitionFilter filter)
    {
        var where = new StringBuilder(filter.Versions.Kind switch
        {
            VersionKind.Latest => " and f.latest",
            VersionKind.Published => " and f.published",
            VersionKind.Draft => " and f.latest and not f.published",
            VersionKind.LatestOrPublished => " and (f.latest or f.published)",
            VersionKind.LatestAndPublished => " and f.latest and f.published",
            VersionKind.Specific => $" and d.version = {Bind(command, filter.Versions.Number)}",
            _ => string.Empty,
        });
        Any(where, command, "d.definition_id", filter.DefinitionIds);
        Any(where, command, "d.id", filter.Ids);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = Bind(command, "%" + filter.Search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%");
            where.Append(System.Globalization.CultureInfo.InvariantCulture, $" and (d.name ilike {text} or d.description ilike {text} or d.definition_id ilike {text} or d.id ilike {text})");
        }

        if (filter.Name is { } name)
        {
            where.Append(System.Globalization.CultureInfo.InvariantCulture, $" and d.name = {Bind(command, name)}");
        }

        if (filter.IsSystem is { } system)
        {
            where.Append(system ? " and d.is_system" : " and not d.is_system");
        }

        if (filter.UsableAsActivity is { } usable)
        {
            where.Append(usable ? " and d.usable_as_activity" : " and not d.usable_as_activity");
        }

        return where.ToString();
    }

    private static void Any(StringBuilder where, NpgsqlCommand command, string column, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            where.Append(System.Globalization.CultureInfo.InvariantCulture, $" and {column} = any({Bind(command, values.ToArray())})");
        }
    }

    private static string Bind<T>(NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return "$" + command.Parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static StoredDefinition Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        TenantId = reader.GetGuid(1),
        DefinitionId = reader.GetString(2),
        Version = reader.GetInt32(3),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
        IsReadonly = reader.GetBoolean(5),
        IsSystem = reader.GetBoolean(6),
        UsableAsActivity = reader.GetBoolean(7),
        ActivityType = reader.IsDBNull(8) ? null : reader.GetString(8),
        Name = reader.IsDBNull(9) ? null : reader.GetString(9),
        Description = reader.IsDBNull(10) ? null : reader.GetString(10),
        ToolVersion = reader.IsDBNull(11) ? null : reader.GetString(11),
        Provider = reader.GetString(12),
        ChangedBy = reader.GetString(13),
        IsLatest = reader.GetBoolean(14),
        IsPublished = reader.GetBoolean(15),
        Content = reader.GetFieldValue<byte[]>(16),
    };
}
