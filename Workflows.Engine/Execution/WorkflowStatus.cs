namespace Workflows.Engine.Execution;

/// <summary>Whether an instance still runs.</summary>
public enum WorkflowStatus
{
    /// <summary>Runs or waits.</summary>
    Running = 0,

    /// <summary>Ended, was cancelled, or faulted.</summary>
    Finished = 1,
}
