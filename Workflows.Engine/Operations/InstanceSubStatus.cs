namespace Workflows.Engine.Operations;

/// <summary>The finer state of an instance. The numbers are stored; the names are Elsa's.</summary>
public enum InstanceSubStatus
{
    /// <summary>Created, not started yet.</summary>
    Pending = 0,

    /// <summary>Between two commits of one burst.</summary>
    Executing = 1,

    /// <summary>Waits for at least one bookmark.</summary>
    Suspended = 2,

    /// <summary>Ended by itself.</summary>
    Finished = 3,

    /// <summary>Ended by a person or a parent.</summary>
    Cancelled = 4,

    /// <summary>Stopped by a fault; an operator may retry or skip.</summary>
    Faulted = 5,
}
