namespace Workflows.Server.Scheduling;

/// <summary>Body of <c>POST /api/operations/schedules/{id}/run</c>.</summary>
/// <param name="DueAt">The missed slot, as the ledger shows it.</param>
internal sealed record RunMissedInput(DateTimeOffset DueAt);
