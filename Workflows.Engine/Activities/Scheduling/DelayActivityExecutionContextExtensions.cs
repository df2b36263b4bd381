using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Waiting for instants.</summary>
public static class DelayActivityExecutionContextExtensions
{
    /// <summary>Name of bookmarks that wait for an instant.</summary>
    public const string BookmarkName = "Elsa.Delay";

    /// <summary>Waits for a span of time.</summary>
    /// <param name="context">The waiting activity.</param>
    /// <param name="delay">How long; nothing or less: until the next burst.</param>
    /// <param name="callback">Method to call then; null: the activity completes.</param>
    public static void DelayFor(this ActivityExecutionContext context, TimeSpan delay, ExecuteActivityDelegate? callback = null) =>
        context.DelayUntil(context.WorkflowExecutionContext.UtcNow + delay, callback);

    /// <summary>Waits for an instant.</summary>
    /// <param name="context">The waiting activity.</param>
    /// <param name="resumeAt">When; in the past: until the next burst.</param>
    /// <param name="callback">Method to call then; null: the activity completes.</param>
    public static void DelayUntil(this ActivityExecutionContext context, DateTimeOffset resumeAt, ExecuteActivityDelegate? callback = null) =>
        context.AddWait(
            new CreateBookmarkArgs { BookmarkName = BookmarkName, Stimulus = new DelayPayload(resumeAt), Callback = callback },
            resumeAt);
}
