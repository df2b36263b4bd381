namespace Workflows.Server.Scheduling.Calculating;

/// <summary>What is to become of a slot.</summary>
/// <param name="DueAt">The slot.</param>
/// <param name="Fire">Whether it fires; otherwise it is skipped.</param>
/// <param name="Reason">Why it is skipped or fires late; null for an ordinary firing.</param>
public sealed record PlannedFiring(DateTimeOffset DueAt, bool Fire, string? Reason);
