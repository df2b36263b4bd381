namespace Workflows.Server.Scheduling.Ledger;

/// <summary>How slots that became due are accounted for.</summary>
public enum SettleMode
{
    /// <summary>Each has its entry, by the schedule's misfire policy.</summary>
    Each,

    /// <summary>Only the last one runs and has an entry: for housekeeping while simulated time jumps over many of its slots.</summary>
    Latest,
}
