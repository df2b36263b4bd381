using System.Text.Json;
using Workflows.Engine.Durability.Claiming;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Stores events, matches them with waits and trigger activities, and gives what became work for this worker.</summary>
internal sealed class EventRouter(
    CommitPump pump, IWorkflowCatalog catalog, WorkNotifier notifier, OwnershipDoubt doubt, TimeProvider time)
{
    private const int Repetitions = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KeepCorrelated = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepForEverybody = TimeSpan.FromMinutes(1);

    /// <summary>Raised when the event created work that anybody may claim (started instances).</summary>
    public event Action? WorkCreated;

    /// <summary>
    /// Commits the event and what it causes. With <paramref name="carrier"/>, the work item that brought the event is consumed in the
    /// same transaction; without, the event's id sees to it that a repetition does nothing, and a commit of unknown outcome is repeated
    /// here for a few seconds.
    /// </summary>
    public async Task<IReadOnlyList<WorkItem>> RouteAsync(EventMessage message, WorkItem? carrier)
    {
        message = message with { PublishedAt = message.PublishedAt ?? time.GetUtcNow() };
        var ingest = Prepare(message, carrier);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await pump.IngestAsync(ingest);
                break;
            }
            catch (Exception error) when (carrier is null && DatabaseOutage.Is(error))
            {
                // If it had been stored, what it woke is ours and unknown here.
                doubt.Raise();
                if (attempt > Repetitions)
                {
                    throw;
                }

                await Task.Delay(FirstPause * Math.Pow(2, attempt), TimeProvider.System);
                ingest = Prepare(message, carrier);
            }
        }

        if (ingest.Starts.Count > 0)
        {
            WorkCreated?.Invoke();
        }

        var forOthers = false;
        var worker = pump.Worker;
        foreach (var item in ingest.Matched)
        {
            forOthers |= item.Owner != worker;
        }

        if (!forOthers)
        {
            return ingest.Matched;
        }

        notifier.Notify();
        return ingest.Matched.FindAll(i => i.Owner == worker);
    }

    private EventIngest Prepare(EventMessage message, WorkItem? carrier)
    {
        var publishedAt = message.PublishedAt ?? time.GetUtcNow();
        var keepFor = message.KeepFor ?? (message.CorrelationId is null && message.InstanceId is null ? KeepForEverybody : KeepCorrelated);
        var stimulus = message.Stimulus ?? Stimuli.Event(message.Name);
        var payload = message.Payload is { } json ? JsonSerializer.SerializeToUtf8Bytes(json) : [];
        var ingest = new EventIngest(new EventWrite
        {
            Id = message.Id,
            TenantId = message.TenantId,
            Hash = stimulus,
            Name = message.Name,
            CorrelationId = message.CorrelationId,
            InstanceId = message.InstanceId,
            Payload = payload,
            PublishedAt = publishedAt,
            ExpiresAt = publishedAt + keepFor,
        })
        { Consumed = carrier };
        if (message.InstanceId is null)
        {
            foreach (var trigger in catalog.FindTriggers(stimulus, message.TenantId))
            {
                ingest.Starts.Add(Start(message, trigger));
            }
        }

        return ingest;
    }

    private static WorkItemWrite Start(EventMessage message, TriggerMatch trigger)
    {
        var request = new StartRequest
        {
            TenantId = message.TenantId,
            DefinitionId = trigger.DefinitionId,
            Version = trigger.Version,
            CorrelationId = message.CorrelationId,
            TriggerActivityId = trigger.ActivityId,
            Input = message.Payload is { } payload
                ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [Stimuli.EventInput] = payload }
                : null,
            Key = $"event:{message.Id}:{trigger.DefinitionId}:{trigger.ActivityId}",
        };
        return WorkItems.Start(request, message.Id);
    }
}
