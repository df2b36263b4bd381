namespace Workflows.Engine.Durability.Committing;

/// <summary>A new incident.</summary>
internal sealed record IncidentWrite(
    Guid Id,
    DateTimeOffset OccurredAt,
    string? ActivityId,
    string? ActivityInstanceId,
    string? ActivityType,
    string Kind,
    string Message,
    string? Detail);
