using Workflows.Engine.Execution;

namespace Workflows.Engine.Authoring;

/// <summary>An incident stops only its own branch; the others go on.</summary>
public sealed class ContinueWithIncidentsStrategy : IIncidentStrategy
{
    /// <inheritdoc />
    public void HandleIncident(ActivityExecutionContext context)
    {
    }
}
