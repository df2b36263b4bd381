using Workflows.Server.Scheduling.Triggers;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>What became of running a missed slot by hand.</summary>
public abstract record MissedRunResult
{
    private MissedRunResult()
    {
    }

    /// <summary>It ran now.</summary>
    /// <param name="Run">What it did; null for a job that had nothing to say.</param>
    public sealed record Ran(WorkflowRun Run) : MissedRunResult;

    /// <summary>It was run by hand before; nothing was done again.</summary>
    public sealed record AlreadyRan : MissedRunResult;

    /// <summary>The ledger has no such slot.</summary>
    public sealed record NoSuchSlot : MissedRunResult;

    /// <summary>The slot is not one that was missed.</summary>
    /// <param name="Status">What it is.</param>
    public sealed record NotMissed(FiringStatus Status) : MissedRunResult;
}
