using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>What a task waits for: its report.</summary>
/// <param name="TaskId">Id of the task.</param>
/// <param name="TaskName">Name of the task.</param>
public sealed record RunTaskStimulus(string TaskId, string TaskName) : IStimulusText
{
    /// <summary>Stimulus name of all waits for task reports.</summary>
    public const string Name = "Elsa.RunTask";

    string IStimulusText.StimulusText => TaskId;

    /// <summary>The hash under which the wait for a report is found.</summary>
    public static long HashOf(string taskId) => StimulusHasher.Hash(Name, new RunTaskStimulus(taskId, string.Empty));
}
