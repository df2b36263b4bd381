namespace Workflows.Engine.Execution;

/// <summary>Run failed activities again.</summary>
/// <param name="ActivityInstanceId">The failed run; null: all failed runs.</param>
public sealed record RetryCommand(string? ActivityInstanceId = null) : BurstCommand;
