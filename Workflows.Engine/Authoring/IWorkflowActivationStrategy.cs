namespace Workflows.Engine.Authoring;

/// <summary>Says when a new instance of a workflow may start. The runtime decides from the counts it reads.</summary>
public interface IWorkflowActivationStrategy
{
    /// <summary>Whether the instance may start.</summary>
    ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context);
}
