namespace Workflows.Server.Scheduling.Triggers;

/// <summary>Starts the instance of a slot for one tenant; a repeated call for the same slot starts nothing.</summary>
public interface IWorkflowStarter
{
    /// <summary>Starts it, or says why not. Throws when it may succeed later.</summary>
    Task<WorkflowRun> StartAsync(Guid tenantId, ScheduleSpec schedule, DateTimeOffset dueAt, CancellationToken cancellationToken);
}
