namespace Workflows.Engine.Execution;

/// <summary>What the runtime does around activities.</summary>
public interface IBurstObserver
{
    /// <summary>Before an activity runs or resumes.</summary>
    ValueTask BeforeActivityAsync(ActivityExecutionContext context);

    /// <summary>After an activity ran.</summary>
    /// <param name="context">The activity's run.</param>
    /// <param name="fault">Why it failed; null: it did not.</param>
    ValueTask AfterActivityAsync(ActivityExecutionContext context, Exception? fault);

    /// <summary>Before an activity whose effect leaves the database: commit what the burst did so far.</summary>
    ValueTask CheckpointAsync(WorkflowExecutionContext context);
}
