namespace Workflows.Engine.Operations;

/// <summary>A fault that waits, or waited, for an operator.</summary>
/// <param name="Id">The incident.</param>
/// <param name="OccurredAt">When, by the product's clock.</param>
/// <param name="ResolvedAt">When it was resolved; null while open.</param>
/// <param name="ActivityId">The activity; null for incidents of the whole instance.</param>
/// <param name="ActivityInstanceId">The activity execution, for retry and skip.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Kind">fault, crash or liveness.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Detail">Stack or data; null for none.</param>
/// <param name="Resolution">How it was resolved.</param>
public sealed record InstanceIncident(
    Guid Id, DateTimeOffset OccurredAt, DateTimeOffset? ResolvedAt, string? ActivityId, string? ActivityInstanceId,
    string? ActivityType, string Kind, string Message, string? Detail, string? Resolution);
