using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>Decides what an incident does to its workflow.</summary>
public interface IIncidentStrategy
{
    /// <summary>Called after the activity faulted and the incident was recorded.</summary>
    void HandleIncident(ActivityExecutionContext context);
}
