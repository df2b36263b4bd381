namespace Workflows.Domain.Shared.Processes;

/// <summary>An event for waiting instances.</summary>
/// <param name="Name">The event name an <c>Event</c> activity waits for, e.g. <c>TicketChanged</c>.</param>
/// <param name="CorrelationId">Which instances: those with this correlation id. Null: every instance that waits for the name.</param>
/// <param name="Payload">JSON-serialisable payload; null for none.</param>
public sealed record ProcessEvent(string Name, string? CorrelationId, object? Payload);
