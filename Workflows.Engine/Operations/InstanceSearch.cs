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
        // Status is the coarse form of sub-status, which has the index.
        if (filter.Statuses.Count > 0)
        {
            filter = filter with { Statuses = [], SubStatuses = InstancePages.StatesOf(filter) };
            if (filter.SubStatuses.Count == 0)
            {
                return ([], 0);
            }
        }

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
        InstanceConditions.Bind(command, tenantId);
        InstanceConditions.Bind(command, id);
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
            InstanceConditions.Bind(command, tenantId);
            InstanceConditions.Bind(command, ids.ToArray());
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

    // The rows of a page are found by their keys first, so that the pages before it are walked in the index and not in the table.
    private static async Task<List<InstanceRow>> ReadAsync(
        TenantScope scope, Guid tenantId, InstanceSearchFilter filter, CancellationToken cancellationToken)
    {
        await using var command = scope.Command(string.Empty);
        var where = InstanceConditions.Write(command, tenantId, filter with { SubStatuses = [] });
        var page = InstancePages.Write(filter, where, InstanceConditions.Bind(command, filter.Offset), InstanceConditions.Bind(command, filter.Limit));
        var direction = filter.Descending ? "desc" : "asc";
        command.CommandText =
            $"select {Columns} from ({page}) p join engine.instances i on i.tenant_id = $1 and i.id = p.id order by p.k {direction} nulls last, p.id {direction}";
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
        var where = InstanceConditions.Write(count, tenantId, filter);
        count.CommandText = $"select count(*) from (select from engine.instances i where {where} limit {ExactTotal + 1}) c";
        var found = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        if (found <= ExactTotal)
        {
            return found;
        }

        await using var plan = scope.Command(string.Empty);
        where = InstanceConditions.Write(plan, tenantId, filter);
        plan.CommandText = $"explain (format json) select from engine.instances i where {where}";
        using var document = JsonDocument.Parse((string)(await plan.ExecuteScalarAsync(cancellationToken))!);
        return Math.Max(found, document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64());
    }

    private static InstanceRow Row(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetGuid(4), (WorkflowStatus)r.GetInt16(5),
        (WorkflowSubStatus)r.GetInt16(6), r.IsDBNull(7) ? null : r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8), r.GetInt32(9),
        r.GetFieldValue<DateTimeOffset>(10), r.GetFieldValue<DateTimeOffset>(11), r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12));
}
