namespace Workflows.Engine.Activities.Branching;

/// <summary>When a fork completes.</summary>
public enum ForkJoinMode
{
    /// <summary>When all branches completed.</summary>
    WaitAll = 0,

    /// <summary>When the first branch completed; the others are cancelled.</summary>
    WaitAny = 1,
}
