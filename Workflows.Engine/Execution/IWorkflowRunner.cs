using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Execution;

/// <summary>Runs workflows in memory, without storing anything.</summary>
public interface IWorkflowRunner
{
    /// <summary>Runs one activity as a workflow.</summary>
    Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow class.</summary>
    Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow class with a result.</summary>
    Task<RunWorkflowResult<TResult>> RunAsync<TResult>(
        WorkflowBase<TResult> workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow class.</summary>
    Task<RunWorkflowResult> RunAsync<T>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where T : IWorkflow, new();

    /// <summary>Runs a workflow.</summary>
    Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a compiled workflow.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs an instance on.</summary>
    Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);
}
