namespace Workflows.Engine.Execution;

/// <summary>State of one run of an activity.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled, not started.</summary>
    Pending = 0,

    /// <summary>Started; it works, waits, or its children do.</summary>
    Running = 1,

    /// <summary>Ended.</summary>
    Completed = 2,

    /// <summary>Cancelled.</summary>
    Canceled = 3,

    /// <summary>Failed; an operator may retry or skip it.</summary>
    Faulted = 4,
}
