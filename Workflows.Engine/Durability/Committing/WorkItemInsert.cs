using Npgsql;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Committing;

/// <summary>Writes work items; used by commits and by foreign transactions that cause work.</summary>
internal static class WorkItemInsert
{
    private static readonly string[] RowStatements =
    [
        "lock_shared", "lock_exclusive", "consume_work_items", "insert_receipts", "update_instances", "check_activation", "insert_work_items",
        "deliver_early_events", "ingest_events",
    ];

    private static readonly HashSet<string> RowTexts = new(RowStatements.Select(EngineSql.Get), StringComparer.Ordinal);

    public static bool ReturnsRows(string sql) => RowTexts.Contains(sql);

    public static NpgsqlBatchCommand Command(List<WorkItemWrite> items) => Columns.Command("insert_work_items")
        .Column(items, static i => i.TenantId).Column(items, static i => i.InstanceId).Column(items, static i => i.BookmarkId)
        .Column(items, static i => i.EventId).Column(items, static i => i.Hash).Column(items, static i => (short)i.Kind)
        .Bytes(items, static i => i.Payload).Column(items, static i => i.Owner);
}
