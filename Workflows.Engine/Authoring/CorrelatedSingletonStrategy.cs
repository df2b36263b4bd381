namespace Workflows.Engine.Authoring;

/// <summary>Only one instance of the definition with the correlation id may run.</summary>
public sealed class CorrelatedSingletonStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        await context.CountRunningAsync(context.Workflow.Identity.DefinitionId, context.CorrelationId) == 0;
}
