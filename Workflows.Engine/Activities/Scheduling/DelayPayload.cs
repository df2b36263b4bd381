namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a delay waits for.</summary>
/// <param name="ResumeAt">When it ends.</param>
public sealed record DelayPayload(DateTimeOffset ResumeAt);
