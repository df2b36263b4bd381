namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a timer inside a workflow waits for.</summary>
/// <param name="ResumeAt">When it fires.</param>
public sealed record TimerBookmarkPayload(DateTimeOffset ResumeAt);
