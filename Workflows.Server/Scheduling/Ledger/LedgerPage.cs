namespace Workflows.Server.Scheduling.Ledger;

/// <summary>A page of a ledger.</summary>
/// <param name="Count">Entries that match in all.</param>
/// <param name="Entries">Those of the page.</param>
public sealed record LedgerPage(long Count, IReadOnlyList<LedgerEntry> Entries);
