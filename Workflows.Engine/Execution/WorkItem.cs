namespace Workflows.Engine.Execution;

/// <summary>A run of an activity that waits for its turn in the burst.</summary>
/// <param name="Context">The run.</param>
/// <param name="Callback">Method to call instead of the activity's start; null: the start.</param>
/// <param name="Input">What came, for a resumed wait that had to be put off.</param>
internal readonly record struct WorkItem(
    ActivityExecutionContext Context, string? Callback = null, IDictionary<string, object>? Input = null)
{
    /// <summary>Stands for "complete the activity" where a method name is expected.</summary>
    public const string CompleteCallback = "$complete";

    /// <summary>Stands for "do nothing" where a method name is expected.</summary>
    public const string NoCallback = "$none";

    /// <summary>Stands for "tell the owner again that this child completed", after the owner's callback failed.</summary>
    public const string NotifyOwner = "$notify";
}
