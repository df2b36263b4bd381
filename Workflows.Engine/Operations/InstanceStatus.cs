namespace Workflows.Engine.Operations;

/// <summary>Whether an instance has ended. The numbers are stored; the names are Elsa's.</summary>
public enum InstanceStatus
{
    /// <summary>Not ended: executing, suspended or pending.</summary>
    Running = 0,

    /// <summary>Ended: finished, cancelled or faulted.</summary>
    Finished = 1,
}
