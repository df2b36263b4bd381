using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>
/// Writes the query for the keys (id, k) of a page of instances. Where one index cannot give the order, the page is merged from the
/// beginnings of several that can, so that no page sorts a million rows.
/// </summary>
internal static class InstancePages
{
    // The sub-states without an end; said so that the index of sub-states finds the few that go on among the many that ended.
    private static readonly string Unfinished = " and i.finished_at is null and i.sub_status in ("
        + string.Join(", ", Enum.GetValues<WorkflowSubStatus>()
            .Where(static state => state is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)).Select(static state => (short)state)) + ")";

    /// <param name="filter">Order and states.</param>
    /// <param name="where">All other conditions.</param>
    /// <param name="offset">Parameter of the first row.</param>
    /// <param name="limit">Parameter of the number of rows.</param>
    public static string Write(InstanceSearchFilter filter, string where, string offset, string limit)
    {
        var direction = filter.Descending ? "desc" : "asc";
        var states = filter.SubStatuses.Select(static state => (short)state).Distinct().ToList();
        if (states.Count > 0)
        {
            where += $" and i.sub_status in ({string.Join(", ", states)})";
        }

        string Branch(string key, string also) =>
            $"(select i.id, {key} as k from engine.instances i where {where}{also} order by {key} {direction}, i.id {direction} limit {offset} + {limit})";
        return filter.Order switch
        {
            // Named instances are few, and those without a name come last whatever the direction.
            InstanceOrder.Name => Filled("i.name", " and i.name is not null", " and i.name is null"),
            InstanceOrder.Finished => Filled("i.finished_at", " and i.finished_at is not null", Unfinished),

            // The end of an instance is its last execution. There is no index on updated_at, because every commit would pay for it.
            InstanceOrder.Updated => Merged(Branch("i.finished_at", " and i.finished_at is not null"), Branch("i.updated_at", Unfinished)),
            _ when states.Count > 1 => Merged([.. states.Select(state => Branch("i.created_at", $" and i.sub_status = {state}"))]),
            _ => $"select i.id, i.created_at as k from engine.instances i where {where} order by i.created_at {direction}, i.id {direction} offset {offset} limit {limit}",
        };

        string Merged(params string[] branches) =>
            $"select id, k from ({string.Join(" union all ", branches)}) u order by k {direction}, id {direction} offset {offset} limit {limit}";

        // The second part is looked for only when the first does not fill the page.
        string Filled(string key, string first, string second) =>
            $"with a as materialized {Branch(key, first)}, "
            + $"b as materialized (select i.id, {key} as k from engine.instances i where {where}{second} and (select count(*) from a) < {offset} + {limit} "
            + $"order by i.id {direction} limit {offset} + {limit}) "
            + $"select id, k from (select * from a union all select * from b) u order by k {direction} nulls last, id {direction} offset {offset} limit {limit}";
    }

    /// <summary>The sub-statuses that both the statuses and the sub-statuses of a filter allow.</summary>
    public static IReadOnlyList<WorkflowSubStatus> StatesOf(InstanceSearchFilter filter) =>
    [
        .. Enum.GetValues<WorkflowSubStatus>()
            .Where(state => filter.SubStatuses.Count == 0 || filter.SubStatuses.Contains(state))
            .Where(state => filter.Statuses.Contains(StatusOf(state))),
    ];

    private static WorkflowStatus StatusOf(WorkflowSubStatus state) =>
        state is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? WorkflowStatus.Finished : WorkflowStatus.Running;
}
