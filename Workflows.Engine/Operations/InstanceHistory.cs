using System.Globalization;
using System.Text.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Operations;

/// <summary>What happened in an instance: the journal, and the runs of activities that it tells of.</summary>
public sealed class InstanceHistory
{
    private InstanceHistory(IReadOnlyList<JournalItem> journal, IReadOnlyList<ActivityRun> runs)
    {
        Journal = journal;
        Runs = runs;
    }

    /// <summary>Everything in order.</summary>
    public IReadOnlyList<JournalItem> Journal { get; }

    /// <summary>The runs in the order in which they started.</summary>
    public IReadOnlyList<ActivityRun> Runs { get; }

    /// <summary>Reads an instance's history.</summary>
    /// <param name="queries">Reads the journal.</param>
    /// <param name="catalog">Knows the definition version.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="row">The instance.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<InstanceHistory> ReadAsync(
        InstanceQueries queries, IWorkflowCatalog catalog, Guid tenantId, InstanceRow row, CancellationToken cancellationToken)
    {
        var graph = await catalog.LoadVersionAsync(row.DefinitionVersionId, cancellationToken);
        var journal = new List<JournalItem>();
        long after = 0;
        while (true)
        {
            var page = await queries.JournalAsync(tenantId, row.Id, after, 1000, cancellationToken);
            foreach (var burst in page.Bursts)
            {
                foreach (var entry in burst.Entries.EnumerateArray())
                {
                    journal.Add(Item(entry, journal.Count + 1, graph));
                }
            }

            if (page.Next is not { } next)
            {
                break;
            }

            after = next;
        }

        return new InstanceHistory(journal, Fold(journal, graph, row.Id));
    }

    private static JournalItem Item(JsonElement entry, long sequence, WorkflowGraph? graph)
    {
        var activityId = Text(entry, "activity");
        return new JournalItem(
            sequence, entry.GetProperty("at").GetDateTimeOffset(), Text(entry, "event") ?? string.Empty, activityId,
            Text(entry, "node") ?? (activityId is null ? null : graph?.FindById(activityId)?.NodeId), Text(entry, "type"), Text(entry, "name"),
            Text(entry, "run"), Text(entry, "message"), entry);
    }

    private static List<ActivityRun> Fold(List<JournalItem> journal, WorkflowGraph? graph, Guid instanceId)
    {
        var runs = new Dictionary<string, ActivityRun>(StringComparer.Ordinal);
        var order = new List<ActivityRun>();
        foreach (var item in journal)
        {
            if (item.RunId is null || item.ActivityId is null)
            {
                continue;
            }

            if (!runs.TryGetValue(item.RunId, out var run))
            {
                run = New(item, graph, instanceId);
                runs.Add(item.RunId, run);
                order.Add(run);
            }

            Apply(run, item);
        }

        return order;
    }

    private static ActivityRun New(JournalItem item, WorkflowGraph? graph, Guid instanceId)
    {
        var dash = item.RunId!.LastIndexOf('-');
        _ = int.TryParse(item.RunId.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number);
        var node = item.NodeId is null ? null : graph?.Find(item.NodeId);
        return new ActivityRun
        {
            Id = item.RunId,
            Number = number,
            ParentId = item.Entry.TryGetProperty("in", out var parent) ? string.Create(CultureInfo.InvariantCulture, $"{instanceId:N}-{parent.GetInt32():x}") : null,
            ActivityId = item.ActivityId!,
            NodeId = item.NodeId ?? string.Empty,
            ActivityType = item.ActivityType ?? node?.Activity.Type ?? string.Empty,
            ActivityTypeVersion = node?.Activity.Version ?? 1,
            ActivityName = item.ActivityName,
            StartedAt = item.At,
        };
    }

    private static void Apply(ActivityRun run, JournalItem item)
    {
        switch (item.Event)
        {
            case JournalEvents.Completed:
                (run.Status, run.CompletedAt, run.IsWaiting) = (ActivityStatus.Completed, item.At, false);
                break;
            case JournalEvents.Canceled:
                (run.Status, run.CompletedAt, run.IsWaiting) = (ActivityStatus.Canceled, item.At, false);
                break;
            case JournalEvents.Faulted:
                (run.Status, run.IsWaiting) = (ActivityStatus.Faulted, false);
                run.Faults++;
                run.Exception = Member(item.Entry, "data");
                break;
            case JournalEvents.Suspended:
                run.IsWaiting = true;
                break;
            case JournalEvents.Resumed:
                run.IsWaiting = false;
                break;
            case JournalEvents.Retrying:
                (run.Status, run.IsWaiting) = (ActivityStatus.Running, false);
                break;
            default:
                return;
        }

        run.State = Member(item.Entry, "state", run.State);
        run.Outputs = Member(item.Entry, "outputs", run.Outputs);
        run.Outcomes = Member(item.Entry, "outcomes", run.Outcomes);
    }

    private static JsonElement Member(JsonElement entry, string name, JsonElement otherwise = default) =>
        entry.TryGetProperty(name, out var value) ? value : otherwise;

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;
}
