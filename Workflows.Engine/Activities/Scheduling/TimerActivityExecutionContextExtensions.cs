using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Waiting for intervals.</summary>
public static class TimerActivityExecutionContextExtensions
{
    /// <summary>Waits for one interval.</summary>
    public static void RepeatWithInterval(this ActivityExecutionContext context, TimeSpan interval, ExecuteActivityDelegate? callback = null)
    {
        var resumeAt = context.WorkflowExecutionContext.UtcNow + interval;
        context.AddWait(
            new CreateBookmarkArgs { BookmarkName = "Elsa.Timer", Stimulus = new TimerBookmarkPayload(resumeAt), Callback = callback }, resumeAt);
    }

    /// <summary>What a timer trigger waits for.</summary>
    public static TimerTriggerPayload GetTimerTriggerStimulus(this TriggerIndexingContext context, TimeSpan interval) =>
        new(context.Now + interval, interval);
}
