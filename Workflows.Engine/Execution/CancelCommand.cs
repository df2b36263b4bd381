namespace Workflows.Engine.Execution;

/// <summary>Cancel the instance.</summary>
/// <param name="Reason">For the journal; null: none given.</param>
public sealed record CancelCommand(string? Reason = null) : BurstCommand;
