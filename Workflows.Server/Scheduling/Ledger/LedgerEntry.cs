namespace Workflows.Server.Scheduling.Ledger;

/// <summary>An expected firing and what became of it, as one tenant sees it.</summary>
/// <param name="DueAt">The slot.</param>
/// <param name="Status">What became of it; late when the tenant ran it by hand.</param>
/// <param name="FiredAt">When it began; null when it did not.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Reason">Why it was late, skipped or failed.</param>
/// <param name="Result">What it did in all.</param>
public sealed record LedgerEntry(
    DateTimeOffset DueAt, FiringStatus Status, DateTimeOffset? FiredAt, DateTimeOffset? FinishedAt, string? Reason, string? Result)
{
    /// <summary>The instance it started for the tenant; null for none.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Why it started none for the tenant.</summary>
    public string? Detail { get; init; }

    /// <summary>Who ran it by hand; null: the schedule did.</summary>
    public string? RunBy { get; init; }

    /// <summary>When it was run by hand.</summary>
    public DateTimeOffset? RunAt { get; init; }
}
