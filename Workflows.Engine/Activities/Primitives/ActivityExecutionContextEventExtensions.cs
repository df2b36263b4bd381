using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Waiting for events.</summary>
public static class ActivityExecutionContextEventExtensions
{
    /// <summary>Waits for an event; if it triggered the workflow, calls back at once.</summary>
    /// <param name="context">The waiting activity.</param>
    /// <param name="eventName">Name of the event.</param>
    /// <param name="callback">Method to call when it comes; null: the activity completes.</param>
    public static void WaitForEvent(this ActivityExecutionContext context, string eventName, ExecuteActivityDelegate? callback = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        context.AddWait(
            new CreateBookmarkArgs
            {
                Stimulus = new EventStimulus(eventName),
                BookmarkName = EventStimulus.Name,
                Callback = callback,
                IncludeActivityInstanceId = false,
            },
            dueAt: null,
            $"event {eventName}");
    }

    /// <summary>What a trigger waits for.</summary>
    public static EventStimulus GetEventStimulus(this TriggerIndexingContext context, string eventName)
    {
        context.TriggerName = EventStimulus.Name;
        return new EventStimulus(eventName);
    }

    /// <summary>Payload of the event that came; null: none.</summary>
    public static object? GetEventInput(this ActivityExecutionContext context) =>
        context.WorkflowInput.TryGetValue(Event.EventInputWorkflowInputKey, out var value) ? value : null;
}
