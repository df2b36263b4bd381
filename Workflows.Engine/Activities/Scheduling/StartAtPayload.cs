namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a start at an instant waits for.</summary>
/// <param name="ExecuteAt">The instant.</param>
public sealed record StartAtPayload(DateTimeOffset ExecuteAt);
