namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Which entries of a schedule's ledger to list.</summary>
public sealed record LedgerFilter
{
    /// <summary>Only this status; null for all.</summary>
    public FiringStatus? Status { get; init; }

    /// <summary>Only slots at this instant or later.</summary>
    public DateTimeOffset? DueAfter { get; init; }

    /// <summary>Only slots before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Oldest first instead of newest first.</summary>
    public bool OldestFirst { get; init; }
}
