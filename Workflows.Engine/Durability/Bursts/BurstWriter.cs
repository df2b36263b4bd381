using System.Buffers;
using System.Text.Json;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.State;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Turns what a burst left on its context into rows.</summary>
internal static class BurstWriter
{
    /// <summary>Durable property that remembers that the parent waits for the end.</summary>
    public const string NotifyParent = "Workflows.NotifyParent";

    /// <summary>The commit of a burst.</summary>
    /// <param name="context">The instance after the burst.</param>
    /// <param name="startedAt">When the burst began.</param>
    /// <param name="maxStateBytes">State that is larger is refused with <see cref="ParkedException"/>.</param>
    /// <param name="startKey">Makes the start unique; null for none.</param>
    /// <param name="activation">Rule of a start; null for none.</param>
    public static BurstCommit Write(
        WorkflowExecutionContext context, DateTimeOffset startedAt, int maxStateBytes, string? startKey = null, ActivationRule? activation = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WorkflowStateSerializer.Serialize(context, buffer);
        if (buffer.WrittenCount > maxStateBytes)
        {
            throw new ParkedException(
                $"The state of instance {context.InstanceId} has {buffer.WrittenCount} bytes, more than the {maxStateBytes} allowed. Keep ids in variables, not documents.");
        }

        var identity = context.Workflow.Identity;
        var commit = new BurstCommit
        {
            BurstStartedAt = startedAt,
            StartKey = startKey,
            Activation = activation,
            Instance = new InstanceWrite
            {
                Id = context.InstanceId,
                TenantId = context.TenantId,
                Version = context.Version,
                DefinitionId = identity.DefinitionId,
                DefinitionVersion = identity.Version,
                DefinitionVersionId = identity.Id,
                Name = context.Name,
                CorrelationId = context.CorrelationId,
                ParentId = Guid.TryParse(context.ParentWorkflowInstanceId, out var parent) ? parent : null,
                Status = (short)context.Status,
                SubStatus = (short)context.SubStatus,
                IncidentCount = context.Incidents.Count,
                State = buffer.WrittenMemory,
                CreatedAt = context.CreatedAt,
                UpdatedAt = context.UpdatedAt,
                FinishedAt = context.FinishedAt,
            },
            Journal = JournalWriter.Write(context.Journal),
        };
        AddWaits(commit, context);
        AddIncidents(commit, context);
        foreach (var effect in context.Effects)
        {
            if (Item(context, effect) is { } item)
            {
                commit.NewItems.Add(item);
            }
        }

        if (context.Status is WorkflowStatus.Finished && commit.Instance.ParentId is { } waiting && context.GetProperty<bool>(NotifyParent))
        {
            commit.NewItems.Add(ChildFinished(context, waiting));
        }

        return commit;
    }

    private static void AddWaits(BurstCommit commit, WorkflowExecutionContext context)
    {
        foreach (var bookmark in context.AddedBookmarks)
        {
            commit.AddedBookmarks.Add(new BookmarkWrite
            {
                Id = bookmark.Key,
                Hash = bookmark.HasStimulus ? bookmark.StimulusHash : null,
                CreatedAt = bookmark.CreatedAt,
                ExpectedBy = bookmark.ExpectedBy ?? bookmark.DueAt,
                ActivityId = bookmark.ActivityId,
                Name = bookmark.Name,
                WaitingFor = bookmark.WaitingFor ?? bookmark.Name,
                OwedBy = bookmark.Owner,
                DueAt = bookmark.DueAt,
                CatchUp = (short)(bookmark.Policy?.CatchUp ?? TimerCatchUp.FireOnceNow),
                Tolerance = bookmark.Policy?.Tolerance ?? default,
            });
        }

        foreach (var bookmark in context.RemovedBookmarks)
        {
            commit.RemovedBookmarks.Add(bookmark.Key);
            if (bookmark.DueAt is not null)
            {
                commit.RemovedTimers.Add(bookmark.Key);
            }
        }
    }

    private static void AddIncidents(BurstCommit commit, WorkflowExecutionContext context)
    {
        foreach (var incident in context.AddedIncidents)
        {
            commit.Incidents.Add(new IncidentWrite(
                incident.Id, incident.Timestamp, incident.ActivityId, incident.ActivityInstanceId, incident.ActivityType, "fault",
                incident.Message, incident.Exception?.ToString()));
        }

        foreach (var incident in context.ResolvedIncidents)
        {
            commit.ResolvedIncidents.Add(incident.Id);
        }
    }

    private static WorkItemWrite? Item(WorkflowExecutionContext context, BurstEffect effect) => effect switch
    {
        PublishEventEffect e => WorkItems.Event(new EventMessage
        {
            TenantId = context.TenantId,
            Name = e.Name,
            CorrelationId = e.CorrelationId,
            InstanceId = e.IsLocal ? context.InstanceId : Guid.TryParse(e.WorkflowInstanceId, out var target) ? target : null,
            Payload = Json(e.PayloadJson),
            PublishedAt = context.UtcNow,
        }),
        StartInstanceEffect s => WorkItems.Start(new StartRequest
        {
            TenantId = context.TenantId,
            DefinitionId = s.Definition.DefinitionId ?? string.Empty,
            VersionId = s.Definition.DefinitionVersionId,
            InstanceId = s.InstanceId,
            CorrelationId = s.CorrelationId,
            Input = Json(s.InputJson) is { } input
                ? input.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value, StringComparer.Ordinal)
                : null,
            ParentId = s.ParentInstanceId,
            NotifyParent = s.NotifyParent,
        }),
        CancelInstanceEffect c => WorkItems.Command(
            context.TenantId, c.InstanceId,
            new OperatorCommand { Action = OperatorAction.Cancel, RequestedBy = $"workflow:{context.InstanceId}" }),

        // The bookmark is the request: it shows who owes the task, and the report resumes it.
        TaskRequestedEffect => null,
        _ => throw new InvalidOperationException($"Unknown effect {effect.GetType().Name}."),
    };

    private static WorkItemWrite ChildFinished(WorkflowExecutionContext context, Guid parent)
    {
        var payload = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [ChildFinishedStimulus.InstanceIdKey] = context.Id,
            [ChildFinishedStimulus.SubStatusKey] = context.SubStatus.ToString(),
            [ChildFinishedStimulus.OutputKey] = context.Output,
            [ChildFinishedStimulus.MessagesKey] = context.Incidents.Select(static i => i.Message).ToList(),
        };
        return WorkItems.Event(new EventMessage
        {
            TenantId = context.TenantId,
            Name = ChildFinishedStimulus.Name,
            Stimulus = ChildFinishedStimulus.HashOf(context.InstanceId),
            InstanceId = parent,
            Payload = JsonSerializer.SerializeToElement(payload, Expressions.ValueConverter.Json),
            PublishedAt = context.UtcNow,
        });
    }

    private static JsonElement? Json(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
