namespace Workflows.Engine.Execution;

/// <summary>Complete an activity without its work.</summary>
/// <param name="ActivityInstanceId">The run to complete.</param>
/// <param name="Outcomes">Outcomes to complete with; empty: "Done".</param>
public sealed record SkipCommand(string ActivityInstanceId, params string[] Outcomes) : BurstCommand;
