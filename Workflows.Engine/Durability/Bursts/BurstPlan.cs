using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Telemetry;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using WorkItem = Workflows.Engine.Durability.Storage.WorkItem;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>What a work item means for the instance as it is now.</summary>
/// <param name="Command">What to run; null for nothing.</param>
/// <param name="Kept">An event that found its wait used up and is kept for the instance's next one.</param>
/// <param name="Changed">Whether the plan itself changed the state (variables set).</param>
/// <param name="Resolution">How incidents are settled, for their record.</param>
internal sealed record BurstPlan(BurstCommand? Command, EventWrite? Kept = null, bool Changed = false, string? Resolution = null)
{
    private static readonly BurstPlan Nothing = new(Command: null);
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(7);

    /// <summary>Receipt that the burst's commit must leave for an event that has no row; null: none.</summary>
    public EventReceipt? Receipt { get; init; }

    public static BurstPlan Make(WorkItem item, WorkflowExecutionContext context, DateTimeOffset now) => item.Kind switch
    {
        WorkItemKind.Resume => Resume(item, context, now),
        WorkItemKind.Timer => Timer(item, context, now),
        WorkItemKind.Continue => new BurstPlan(new ContinueCommand()),
        WorkItemKind.Command => Operator(item, context),
        _ => throw new InvalidOperationException($"A {item.Kind} item does not drive an existing instance."),
    };

    private static BurstPlan Resume(WorkItem item, WorkflowExecutionContext context, DateTimeOffset now)
    {
        if (Find(item, context) is { } bookmark)
        {
            return new BurstPlan(new ResumeCommand(bookmark.Id, Input(bookmark, item.Payload)))
            {
                Receipt = item.IsDirect ? new EventReceipt(item.EventId!.Value, item.PublishedAt) : null,
            };
        }

        if (item.Hash is not { } hash || context.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            return Nothing;
        }

        // Another event was faster on this wait. The instance may wait for the same again: keep it until then.
        return new BurstPlan(Command: null, new EventWrite
        {
            Id = Guid.CreateVersion7(),
            TenantId = item.TenantId,
            InstanceId = context.InstanceId,
            Hash = hash,
            Name = "kept",
            Payload = item.Payload,
            PublishedAt = now,
            ExpiresAt = now + KeepFor,
        });
    }

    private static Bookmark? Find(WorkItem item, WorkflowExecutionContext context)
    {
        Bookmark? other = null;
        foreach (var bookmark in context.Bookmarks)
        {
            if (bookmark.Key == item.BookmarkId)
            {
                return bookmark;
            }

            if (bookmark.HasStimulus && bookmark.StimulusHash == item.Hash)
            {
                other ??= bookmark;
            }
        }

        return other;
    }

    private static Dictionary<string, object>? Input(Bookmark bookmark, ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(payload);
        if (bookmark.Name == ChildFinishedStimulus.Name)
        {
            return document.RootElement.EnumerateObject()
                .ToDictionary(static p => p.Name, static p => PlainJson.Read(p.Value)!, StringComparer.Ordinal);
        }

        if (document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(Stimuli.WholeInput, out var whole))
        {
            return PlainJson.Read(whole) as Dictionary<string, object>;
        }

        var key = bookmark.Name == Stimuli.TaskType ? Stimuli.TaskInput : Stimuli.EventInput;
        return new Dictionary<string, object>(StringComparer.Ordinal) { [key] = PlainJson.Read(document.RootElement)! };
    }

    private static BurstPlan Timer(WorkItem item, WorkflowExecutionContext context, DateTimeOffset now)
    {
        foreach (var bookmark in context.Bookmarks)
        {
            if (bookmark.Key == item.BookmarkId)
            {
                var fired = JsonSerializer.Deserialize(item.Payload.Span, RequestJson.Default.TimerFired)!;
                var late = now - fired.DueAt;
                EngineTelemetry.TimerLateness.Record(late.TotalSeconds);
                var input = new Dictionary<string, object>(StringComparer.Ordinal) { [Stimuli.TimerLateness] = late };
                if (fired.CatchUp == (short)TimerCatchUp.SkipIfLaterThan && late > TimeSpan.FromMilliseconds(fired.ToleranceMs))
                {
                    input[Stimuli.TimerTooLate] = true;
                }

                return new BurstPlan(new ResumeCommand(bookmark.Id, input));
            }
        }

        return Nothing;
    }

    private static BurstPlan Operator(WorkItem item, WorkflowExecutionContext context)
    {
        var command = JsonSerializer.Deserialize(item.Payload.Span, RequestJson.Default.OperatorCommand)!;
        var by = command.Reason is null ? command.RequestedBy : $"{command.RequestedBy}: {command.Reason}";
        context.AddExecutionLogEntry($"Operator{command.Action}", by, command.Variables?.Keys.ToList());
        SetVariables(context, command);
        return command.Action switch
        {
            OperatorAction.Retry => new BurstPlan(new RetryCommand(command.ActivityInstanceId), Changed: true, Resolution: $"retried by {by}"),
            OperatorAction.Skip => new BurstPlan(
                new SkipCommand(command.ActivityInstanceId ?? (context.Incidents.Count > 0 ? context.Incidents[0].ActivityInstanceId : string.Empty), [.. command.Outcomes]),
                Changed: true,
                Resolution: $"skipped by {by}"),
            OperatorAction.Cancel => new BurstPlan(new CancelCommand(by), Changed: true, Resolution: $"cancelled by {by}"),
            OperatorAction.SetVariables or OperatorAction.Migrate => new BurstPlan(Command: null, Changed: true),
            OperatorAction.ScheduleActivity => new BurstPlan(new ScheduleCommand(command.ActivityId ?? string.Empty), Changed: true),
            OperatorAction.CancelActivity => new BurstPlan(new CancelActivityCommand(command.ActivityId, command.ActivityInstanceId), Changed: true),
            _ => throw new InvalidOperationException($"Unknown action {command.Action}."),
        };
    }

    private static void SetVariables(WorkflowExecutionContext context, OperatorCommand command)
    {
        foreach (var (name, value) in command.Variables ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            var variable = context.Workflow.Variables.FirstOrDefault(v => v.Name == name);
            variable?.Set(context.ExpressionExecutionContext, variable.ParseValue(PlainJson.Read(value)));
        }
    }
}
