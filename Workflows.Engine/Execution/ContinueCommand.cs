namespace Workflows.Engine.Execution;

/// <summary>Go on with the scheduled work, such as after a checkpoint.</summary>
public sealed record ContinueCommand : BurstCommand;
