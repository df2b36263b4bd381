namespace Workflows.Server.Scheduling;

/// <summary>What a schedule sets going.</summary>
public enum ScheduleTarget
{
    /// <summary>A trigger activity of a published workflow: one instance for each tenant.</summary>
    Workflow,

    /// <summary>A job of a module, for the whole installation.</summary>
    Job,
}
