namespace Workflows.Engine.Execution;

/// <summary>Tells an owner that a child completed.</summary>
/// <param name="TargetContext">The owner.</param>
/// <param name="ChildContext">The child.</param>
/// <param name="Result">What the child completed with: outcomes or a value.</param>
public sealed record ActivityCompletedContext(ActivityExecutionContext TargetContext, ActivityExecutionContext ChildContext, object? Result = null)
{
    /// <summary>The workflow.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext => TargetContext.WorkflowExecutionContext;

    /// <summary>Cancels the burst.</summary>
    public CancellationToken CancellationToken => TargetContext.CancellationToken;

    /// <summary>A service.</summary>
    public T GetRequiredService<T>()
        where T : notnull => TargetContext.GetRequiredService<T>();

    /// <summary>Completes the owner.</summary>
    public ValueTask CompleteActivityAsync(object? result = null) => TargetContext.CompleteActivityAsync(result);

    /// <summary>Completes the owner with outcomes.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => TargetContext.CompleteActivityWithOutcomesAsync(outcomes);
}
