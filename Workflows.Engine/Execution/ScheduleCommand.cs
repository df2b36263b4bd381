namespace Workflows.Engine.Execution;

/// <summary>Run an activity now, in the live run of its container.</summary>
/// <param name="ActivityId">The activity.</param>
public sealed record ScheduleCommand(string ActivityId) : BurstCommand;
