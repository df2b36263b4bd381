namespace Workflows.Engine.Authoring;

/// <summary>Only one instance of the definition may run.</summary>
public sealed class SingletonStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        await context.CountRunningAsync(context.Workflow.Identity.DefinitionId, null) == 0;
}
