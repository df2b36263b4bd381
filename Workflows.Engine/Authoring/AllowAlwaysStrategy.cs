namespace Workflows.Engine.Authoring;

/// <summary>A new instance may always start.</summary>
public sealed class AllowAlwaysStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc />
    public ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) => new(true);
}
