using Workflows.Engine.Activities;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Execution;

/// <summary>Runs workflows in memory.</summary>
/// <param name="services">Services of the activities; null: none.</param>
/// <param name="timeProvider">The clock; null: the system's.</param>
public sealed class WorkflowRunner(IServiceProvider? services = null, TimeProvider? timeProvider = null) : IWorkflowRunner
{
    private readonly BurstRunner _bursts = new();

    /// <inheritdoc />
    public Task<RunWorkflowResult> RunAsync(IActivity activity, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Workflow.FromActivity(activity), options, cancellationToken);

    /// <inheritdoc />
    public async Task<RunWorkflowResult> RunAsync(IWorkflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await WorkflowBuilder.BuildAsync(workflow, cancellationToken), options, cancellationToken);

    /// <inheritdoc />
    public async Task<RunWorkflowResult<TResult>> RunAsync<TResult>(
        WorkflowBase<TResult> workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync((IWorkflow)workflow, options, cancellationToken);
        return new RunWorkflowResult<TResult>(result.WorkflowExecutionContext, result.Workflow, Expressions.ValueConverter.To<TResult>(result.Result));
    }

    /// <inheritdoc />
    public Task<RunWorkflowResult> RunAsync<T>(RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
        where T : IWorkflow, new() => RunAsync(new T(), options, cancellationToken);

    /// <inheritdoc />
    public Task<RunWorkflowResult> RunAsync(Workflow workflow, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(WorkflowGraph.Compile(workflow), options, cancellationToken);

    /// <inheritdoc />
    public Task<RunWorkflowResult> RunAsync(WorkflowGraph workflowGraph, RunWorkflowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var instanceId = options?.WorkflowInstanceId is { } id ? Guid.Parse(id) : Guid.CreateVersion7();
        var context = new WorkflowExecutionContext(workflowGraph, instanceId, services, timeProvider)
        {
            CorrelationId = options?.CorrelationId,
            ParentWorkflowInstanceId = options?.ParentWorkflowInstanceId,
            Command = new StartCommand(options?.TriggerActivityId, options?.Input, options?.Variables),
        };
        if (options?.Properties is { } properties)
        {
            context.Properties = properties;
        }

        return RunAsync(context, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<RunWorkflowResult> RunAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default)
    {
        await _bursts.RunAsync(workflowExecutionContext, null, cancellationToken);
        var workflow = workflowExecutionContext.Workflow;
        var result = workflow.ResultVariable is { } variable ? workflowExecutionContext.ExpressionExecutionContext.Get(variable) : null;
        return new RunWorkflowResult(workflowExecutionContext, workflow, result);
    }
}
