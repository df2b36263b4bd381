using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Execution;
using Workflows.Engine.Management;

namespace Workflows.Engine.Operations;

/// <summary>Finds instances by any filter, one page at a time, and counts without reading a million rows.</summary>
public sealed class InstanceSearch(EngineDataSource database)
{
    /// <summary>Up to here a total is exact; beyond, it is the planner's estimate.</summary>
    public const int ExactTotal = 10_000;

    private const string Columns =
        "i.id, i.definition_id, i.definition_version_id, i.definition_version, i.parent_id, i.status, i.sub_status, i.correlation_id, i.name, "
        + "i.incident_count, i.created_at, i.updated_at, i.finished_at";

    /// <summary>A page, and how many there are in all (see <see cref="ExactTotal"/>).</summary>
    public async Task<(IReadOnlyList<InstanceRow> Items, long Total)> ListAsync(
        Guid tenantId, InstanceSearchFilter filter, CancellationToken cancellationToken)
    {
        await using var scope = await TenantScope.OpenAsync(database, tenantId, cancellationToken);
        var items = await ReadAsync(scope, tenantId, filter, cancellationToken);
        if (filter.Offset == 0 && items.Count < filter.Limit)
        {
            return (items, items.Count);
        }

        return (items, Math.Max(await CountAsync(scope, tenantId, filter, cancellationToken), filter.Offset + items.Count));
    }

    /// <summary>The stored state of an instance with its row; null: the tenant has none.</summary>
    public async Task<(InstanceRow Row, byte[] State)?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        await using var scope = await TenantScope.OpenAsync(database, tenantId, cancellationToken);
        await using var command = scope.Command($"select {Columns}, i.state from engine.instances i where i.tenant_id = $1 and i.id = $2");
        Bind(command, tenantId);
        Bind(command, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (Row(reader), reader.GetFieldValue<byte[]>(13)) : null;
    }

    /// <summary>Deletes instances with everything of theirs but the journal, which its retention removes.</summary>
    /// <returns>The ids that existed.</returns>
    public async Task<IReadOnlyList<Guid>> DeleteAsync(Guid tenantId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var scope = await TenantScope.OpenAsync(database, tenantId, cancellationToken);
        var deleted = new List<Guid>();
        await using (var command = scope.Command("delete from engine.instances where tenant_id = $1 and id = any($2) returning id"))
        {
            Bind(command, tenantId);
            Bind(command, ids.ToArray());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                deleted.Add(reader.GetGuid(0));
            }
        }

        foreach (var table in new[] { "bookmarks", "timers", "work_items", "incidents", "start_keys" })
        {
            await scope.ExecuteAsync(
                $"delete from engine.{table} where tenant_id = $1 and instance_id = any($2)", cancellationToken, tenantId, deleted.ToArray());
        }

        await scope.CommitAsync(cancellationToken);
        return deleted;
    }

    private static async Task<List<InstanceRow>> ReadAsync(
        TenantScope scope, Guid tenantId, InstanceSearchFilter filter, CancellationToken cancellationToken)
    {
        await using var command = scope.Command(string.Empty);
        var where = Where(command, tenantId, filter);
        var direction = filter.Descending ? "desc" : "asc";
        command.CommandText = $"select {Columns} from engine.instances i where {where} order by {Column(filter.Order)} {direction}"
            + (filter.Order is InstanceOrder.Finished or InstanceOrder.Name ? " nulls last" : string.Empty)
            + $", i.id {direction} offset {Bind(command, filter.Offset)} limit {Bind(command, filter.Limit)}";
        var items = new List<InstanceRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(Row(reader));
        }

        return items;
    }

    private static async Task<long> CountAsync(
        TenantScope scope, Guid tenantId, InstanceSearchFilter filter, CancellationToken cancellationToken)
    {
        await using var count = scope.Command(string.Empty);
        var where = Where(count, tenantId, filter);
        count.CommandText = $"select count(*) from (select from engine.instances i where {where} limit {ExactTotal + 1}) c";
        var found = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        if (found <= ExactTotal)
        {
            return found;
        }

        await using var plan = scope.Command(string.Empty);
        where = Where(plan, tenantId, filter);
        plan.CommandText = $"explain (format json) select from engine.instances i where {where}";
        using var document = JsonDocument.Parse((string)(await plan.ExecuteScalarAsync(cancellationToken))!);
        return Math.Max(found, document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64());
    }

    private static string Where(NpgsqlCommand command, Guid tenantId, InstanceSearchFilter filter)
    {
        var where = new StringBuilder($"i.tenant_id = {Bind(command, tenantId)}");
        if (filter.Ids is { } ids)
        {
            And(where, $"i.id = any({Bind(command, ids.ToArray())})");
        }

        Any(where, command, "i.definition_id", filter.DefinitionIds);
        Any(where, command, "i.definition_version_id", filter.DefinitionVersionIds);
        Any(where, command, "i.parent_id", filter.ParentIds);
        Any(where, command, "i.status", [.. filter.Statuses.Select(static s => (short)s)]);
        Any(where, command, "i.sub_status", [.. filter.SubStatuses.Select(static s => (short)s)]);
        if (filter.Version is { } version)
        {
            And(where, $"i.definition_version = {Bind(command, version)}");
        }

        if (filter.CorrelationId is { } correlation)
        {
            And(where, $"i.correlation_id = {Bind(command, correlation)}");
        }

        if (filter.Name is { } name)
        {
            And(where, $"i.name = {Bind(command, name)}");
        }

        if (filter.HasIncidents is { } incidents)
        {
            And(where, incidents ? "i.incident_count > 0" : "i.incident_count = 0");
        }

        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            And(where, Search(command, search));
        }

        foreach (var condition in filter.Instants)
        {
            And(where, $"{Column(condition.Column)} {Sign(condition.Operator)} {Bind(command, condition.At.ToUniversalTime())}");
        }

        return where.ToString();
    }

    private static string Search(NpgsqlCommand command, string search)
    {
        if (Guid.TryParse(search, out var id))
        {
            return $"i.id = {Bind(command, id)}";
        }

        var escaped = search.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        var part = Bind(command, $"%{escaped}%");
        return $"(i.name ilike {part} or i.correlation_id ilike {part} or i.definition_id ilike {part} or i.definition_version_id ilike {part})";
    }

    private static void And(StringBuilder where, string condition) => where.Append(" and ").Append(condition);

    private static void Any<T>(StringBuilder where, NpgsqlCommand command, string column, IReadOnlyList<T> values)
    {
        if (values.Count == 1)
        {
            And(where, $"{column} = {Bind(command, values[0])}");
        }
        else if (values.Count > 1)
        {
            And(where, $"{column} = any({Bind(command, values.ToArray())})");
        }
    }

    private static string Column(InstanceOrder order) => order switch
    {
        InstanceOrder.Updated => "i.updated_at",
        InstanceOrder.Finished => "i.finished_at",
        InstanceOrder.Name => "i.name",
        _ => "i.created_at",
    };

    private static string Sign(InstantOperator comparison) => comparison switch
    {
        InstantOperator.IsNot => "<>",
        InstantOperator.LessThan => "<",
        InstantOperator.GreaterThan => ">",
        InstantOperator.LessThanOrEqual => "<=",
        InstantOperator.GreaterThanOrEqual => ">=",
        _ => "=",
    };

    private static string Bind<T>(NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }

    private static InstanceRow Row(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetGuid(4), (WorkflowStatus)r.GetInt16(5),
        (WorkflowSubStatus)r.GetInt16(6), r.IsDBNull(7) ? null : r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8), r.GetInt32(9),
        r.GetFieldValue<DateTimeOffset>(10), r.GetFieldValue<DateTimeOffset>(11), r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12));
}
