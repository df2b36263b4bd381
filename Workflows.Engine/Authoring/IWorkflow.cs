namespace Workflows.Engine.Authoring;

/// <summary>A workflow written in C#.</summary>
public interface IWorkflow
{
    /// <summary>Describes the workflow to the builder.</summary>
    ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default);
}
