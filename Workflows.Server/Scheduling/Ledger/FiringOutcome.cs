namespace Workflows.Server.Scheduling.Ledger;

/// <summary>What became of a slot.</summary>
/// <param name="DueAt">The slot.</param>
/// <param name="Status">How it went.</param>
/// <param name="Reason">Why it was late, skipped or failed; null when it fired in time.</param>
/// <param name="Result">What it did, in a few words; null when there is nothing to say.</param>
public sealed record FiringOutcome(DateTimeOffset DueAt, FiringStatus Status, string? Reason, string? Result);
