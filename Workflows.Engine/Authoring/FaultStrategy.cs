using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>An incident faults the workflow: it stands still until an operator acts.</summary>
public sealed class FaultStrategy : IIncidentStrategy
{
    /// <inheritdoc />
    public void HandleIncident(ActivityExecutionContext context) => context.WorkflowExecutionContext.MarkFaulted();
}
