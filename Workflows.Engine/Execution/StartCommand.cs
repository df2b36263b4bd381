namespace Workflows.Engine.Execution;

/// <summary>Start the instance.</summary>
/// <param name="TriggerActivityId">The trigger that fired; null: from the root.</param>
/// <param name="Input">Input of the workflow and of the trigger.</param>
/// <param name="Variables">Start values of variables by name; null: those of the definition.</param>
public sealed record StartCommand(
    string? TriggerActivityId = null, IDictionary<string, object>? Input = null, IDictionary<string, object>? Variables = null) : BurstCommand;
