namespace Workflows.Engine.Execution;

/// <summary>What a burst is asked to do.</summary>
public abstract record BurstCommand;
