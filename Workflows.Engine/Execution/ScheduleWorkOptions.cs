using Workflows.Engine.Authoring;

namespace Workflows.Engine.Execution;

/// <summary>How a child is scheduled.</summary>
public sealed class ScheduleWorkOptions
{
    /// <summary>Called on the owner when the child completed.</summary>
    public ActivityCompletionCallback? CompletionCallback { get; set; }

    /// <summary>Anything the owner wants to find again on the child.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables declared for the child's scope.</summary>
    public ICollection<Variable>? Variables { get; set; }

    /// <summary>A run to schedule again instead of a new one.</summary>
    public ActivityExecutionContext? ExistingActivityExecutionContext { get; set; }

    /// <summary>Whether nothing is scheduled if the activity is scheduled already.</summary>
    public bool PreventDuplicateScheduling { get; set; }

    /// <summary>Input of the child's run.</summary>
    public IDictionary<string, object>? Input { get; set; }
}
