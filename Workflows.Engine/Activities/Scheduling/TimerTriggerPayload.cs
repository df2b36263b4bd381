namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a timer trigger waits for.</summary>
/// <param name="StartAt">When it first fires.</param>
/// <param name="Interval">Time between two firings.</param>
public sealed record TimerTriggerPayload(DateTimeOffset StartAt, TimeSpan Interval);
