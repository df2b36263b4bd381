namespace Workflows.Server.Scheduling.Ledger;

/// <summary>A slot that is claimed and not finished.</summary>
/// <param name="DueAt">The slot.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Reason">Why it fires late; null when it does not.</param>
internal sealed record PendingFiring(DateTimeOffset DueAt, int Attempts, string? Reason);
