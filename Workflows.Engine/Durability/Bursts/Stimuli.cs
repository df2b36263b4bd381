using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>What the runtime must know of the stimuli and input keys of built-in activities.</summary>
internal static class Stimuli
{
    /// <summary>Type name of the <c>Event</c> activity.</summary>
    public const string EventType = "Elsa.Event";

    /// <summary>Type name of the <c>RunTask</c> activity.</summary>
    public const string TaskType = "Elsa.RunTask";

    /// <summary>Input key under which an event's payload reaches the <c>Event</c> activity (Elsa's).</summary>
    public const string EventInput = "__EventPayloadWorkflowInput";

    /// <summary>Input key under which a task's result reaches the <c>RunTask</c> activity (Elsa's).</summary>
    public const string TaskInput = "RunTaskInput";

    /// <summary>Input key of how late a timer fired.</summary>
    public const string TimerLateness = "TimerLateness";

    /// <summary>Input key set when a timer came later than its policy tolerates.</summary>
    public const string TimerTooLate = "TimerTooLate";

    /// <summary>Member of a payload whose members are the whole input, by name.</summary>
    public const string WholeInput = "$input";

    public static long Event(string name) => StimulusHasher.Hash(EventType, name);

    public static long Task(string taskId) => StimulusHasher.Hash(TaskType, taskId);
}
