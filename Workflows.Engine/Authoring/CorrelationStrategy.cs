namespace Workflows.Engine.Authoring;

/// <summary>Only one instance with the correlation id may run, of whatever definition.</summary>
public sealed class CorrelationStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        await context.CountRunningAsync(null, context.CorrelationId) == 0;
}
