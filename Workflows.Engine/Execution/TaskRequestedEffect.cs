namespace Workflows.Engine.Execution;

/// <summary>Ask somebody to do a task and to report it.</summary>
/// <param name="TaskId">Id to report under.</param>
/// <param name="TaskName">Name of the task.</param>
/// <param name="PayloadJson">What the task needs, as JSON; null: nothing.</param>
public sealed record TaskRequestedEffect(string TaskId, string TaskName, string? PayloadJson) : BurstEffect;
