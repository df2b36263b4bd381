using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;

namespace Workflows.Server.Elsa.Instances;

/// <summary>Runs of activities and journal entries in the form of Elsa's API.</summary>
internal static class ActivityRecords
{
    /// <summary>A record with everything.</summary>
    public static JsonObject Full(ActivityRun run, Guid instanceId, IReadOnlyList<ActivityRun> all)
    {
        var json = Summary(run, instanceId);
        var parent = run.ParentId is null ? null : all.FirstOrDefault(other => other.Id == run.ParentId);
        json["activityState"] = Node(run.State) ?? new JsonObject();
        json["payload"] = Node(run.Outcomes) is { } outcomes ? new JsonObject { ["Outcomes"] = outcomes } : new JsonObject();
        json["outputs"] = Node(run.Outputs) ?? new JsonObject();
        json["properties"] = new JsonObject();
        json["exception"] = Node(run.Exception);
        json["schedulingActivityExecutionId"] = run.ParentId;
        json["schedulingActivityId"] = parent?.ActivityId;
        json["schedulingWorkflowInstanceId"] = run.ParentId is null ? null : instanceId.ToString();
        json["callStackDepth"] = Depth(run, all);
        return json;
    }

    /// <summary>A record without values.</summary>
    public static JsonObject Summary(ActivityRun run, Guid instanceId) => new()
    {
        ["id"] = run.Id,
        ["workflowInstanceId"] = instanceId.ToString(),
        ["activityId"] = run.ActivityId,
        ["activityNodeId"] = run.NodeId,
        ["activityType"] = run.ActivityType,
        ["activityTypeVersion"] = run.ActivityTypeVersion,
        ["activityName"] = run.ActivityName,
        ["status"] = run.Status.ToString(),
        ["startedAt"] = run.StartedAt,
        ["completedAt"] = run.CompletedAt,
        ["hasBookmarks"] = run.IsWaiting,
        ["aggregateFaultCount"] = run.Status is ActivityStatus.Faulted ? run.Faults : 0,
        ["metadata"] = new JsonObject(),
    };

    /// <summary>The runs that led to a run, outermost first.</summary>
    public static IReadOnlyList<ActivityRun> CallStack(ActivityRun run, IReadOnlyList<ActivityRun> all)
    {
        var byId = all.ToDictionary(static r => r.Id, StringComparer.Ordinal);
        var stack = new List<ActivityRun> { run };
        for (var next = run; next.ParentId is not null && byId.TryGetValue(next.ParentId, out var parent) && stack.Count < all.Count; next = parent)
        {
            stack.Insert(0, parent);
        }

        return stack;
    }

    /// <summary>How often the activity of a node ran, for the badges of the viewer.</summary>
    public static JsonObject Stats(string nodeId, IEnumerable<ActivityRun> runs)
    {
        var (started, completed, waiting, faulted, faults) = (0, 0, false, false, 0);
        string? activityId = null;
        foreach (var run in runs)
        {
            activityId = run.ActivityId;
            started++;
            completed += run.Status is ActivityStatus.Completed ? 1 : 0;
            waiting |= run.IsWaiting && run.Status is ActivityStatus.Running;
            faulted |= run.Status is ActivityStatus.Faulted;
            faults += run.Faults;
        }

        return new JsonObject
        {
            ["activityId"] = activityId ?? nodeId[(nodeId.LastIndexOf(':') + 1)..],
            ["activityNodeId"] = nodeId,
            ["startedCount"] = started,
            ["completedCount"] = completed,
            ["uncompletedCount"] = started - completed,
            ["isBlocked"] = waiting,
            ["isFaulted"] = faulted,
            ["aggregateFaultCount"] = faults,
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>A journal entry.</summary>
    public static JsonObject Entry(JournalItem item, Guid instanceId, IReadOnlyDictionary<string, ActivityRun> runs)
    {
        var run = item.RunId is null ? null : runs.GetValueOrDefault(item.RunId);
        return new JsonObject
        {
            ["id"] = $"{instanceId:N}-{item.Sequence}",
            ["activityInstanceId"] = item.RunId,
            ["parentActivityInstanceId"] = run?.ParentId,
            ["activityId"] = item.ActivityId,
            ["activityType"] = item.ActivityType,
            ["activityTypeVersion"] = run?.ActivityTypeVersion ?? 1,
            ["activityName"] = item.ActivityName,
            ["nodeId"] = item.NodeId,
            ["timestamp"] = item.At,
            ["sequence"] = item.Sequence,
            ["eventName"] = item.Event,
            ["message"] = item.Message,
            ["source"] = null,
            ["activityState"] = Node(Member(item.Entry, "state")),
            ["payload"] = Node(Member(item.Entry, "data")),
        };
    }

    private static int Depth(ActivityRun run, IReadOnlyList<ActivityRun> all)
    {
        var depth = 0;
        for (var next = run; next?.ParentId is { } parent && depth < all.Count; next = all.FirstOrDefault(other => other.Id == parent))
        {
            depth++;
        }

        return depth;
    }

    private static JsonElement Member(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value : default;

    private static JsonNode? Node(JsonElement value) => value.ValueKind is JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(value);
}
