using Workflows.Engine.Activities;

namespace Workflows.Engine.Execution;

/// <summary>What a run in memory gave.</summary>
/// <param name="WorkflowExecutionContext">The instance; run it on with another command, or serialize it.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Result">Value of the workflow's result variable.</param>
public record RunWorkflowResult(WorkflowExecutionContext WorkflowExecutionContext, Workflow Workflow, object? Result)
{
    /// <summary>What happened.</summary>
    public IReadOnlyList<JournalEntry> Journal => WorkflowExecutionContext.Journal;
}

/// <summary>What a run in memory gave, with a typed result.</summary>
/// <typeparam name="TResult">Type of the result.</typeparam>
/// <param name="WorkflowExecutionContext">The instance.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="TypedResult">Value of the workflow's result variable.</param>
public sealed record RunWorkflowResult<TResult>(WorkflowExecutionContext WorkflowExecutionContext, Workflow Workflow, TResult? TypedResult)
    : RunWorkflowResult(WorkflowExecutionContext, Workflow, TypedResult)
{
    /// <summary>Value of the workflow's result variable.</summary>
    public new TResult? Result => TypedResult;
}
