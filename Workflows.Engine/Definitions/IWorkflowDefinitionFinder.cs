namespace Workflows.Engine.Definitions;

/// <summary>Says whether a definition can be started; a service of the runtime. Without it, every definition is taken to exist.</summary>
public interface IWorkflowDefinitionFinder
{
    /// <summary>Whether the definition exists and is published.</summary>
    ValueTask<bool> ExistsAsync(WorkflowDefinitionHandle definition, CancellationToken cancellationToken);
}
