using Npgsql;

namespace Workflows.Engine.Durability.Storage;

/// <summary>Reads the rows that all claiming statements return: the item, and with it the instance when it was joined.</summary>
internal static class WorkItemReader
{
    private const int OwnerColumn = 6;
    private const int ItemColumns = 10;
    private const int AgeColumn = 13;

    public static async ValueTask<List<WorkItem>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var items = new List<WorkItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // Items that were just made for anybody have no owner; the claimer finds them.
            if (!reader.IsDBNull(OwnerColumn))
            {
                items.Add(Read(reader));
            }
        }

        return items;
    }

    private static WorkItem Read(NpgsqlDataReader r) => new()
    {
        Id = r.GetInt64(0),
        TenantId = r.GetGuid(1),
        InstanceId = r.IsDBNull(2) ? Guid.Empty : r.GetGuid(2),
        BookmarkId = r.IsDBNull(3) ? null : r.GetGuid(3),
        EventId = r.IsDBNull(4) ? null : r.GetGuid(4),
        Hash = r.IsDBNull(5) ? null : r.GetInt64(5),
        Owner = r.GetInt64(OwnerColumn),
        Kind = (WorkItemKind)r.GetInt16(7),
        Attempts = r.GetInt32(8),
        Payload = r.IsDBNull(9) ? default : r.GetFieldValue<byte[]>(9),
        Snapshot = r.FieldCount > ItemColumns && !r.IsDBNull(ItemColumns)
            ? new InstanceSnapshot(r.GetInt64(ItemColumns), r.GetString(ItemColumns + 1), r.GetFieldValue<byte[]>(ItemColumns + 2))
            : null,
        Age = r.FieldCount > AgeColumn ? r.GetDouble(AgeColumn) : null,
    };
}
