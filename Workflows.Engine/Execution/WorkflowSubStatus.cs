namespace Workflows.Engine.Execution;

/// <summary>What an instance does.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Not started.</summary>
    Pending = 0,

    /// <summary>Runs a burst.</summary>
    Executing = 1,

    /// <summary>Every branch waits.</summary>
    Suspended = 2,

    /// <summary>Ended.</summary>
    Finished = 3,

    /// <summary>Cancelled.</summary>
    Cancelled = 4,

    /// <summary>Stands still until an operator acts on an incident.</summary>
    Faulted = 5,

    /// <summary>Stopped in the middle of a burst; it goes on after a restart.</summary>
    Interrupted = 6,
}
