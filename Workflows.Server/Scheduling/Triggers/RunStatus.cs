namespace Workflows.Server.Scheduling.Triggers;

/// <summary>How a slot went for a tenant.</summary>
public enum RunStatus
{
    /// <summary>An instance was started.</summary>
    Started,

    /// <summary>None was started, on purpose: the definition is paused or allows no further instance.</summary>
    Skipped,

    /// <summary>It could not be started.</summary>
    Failed,
}
