namespace Workflows.Engine.Operations;

/// <summary>A work item of an instance.</summary>
/// <param name="Id">The item.</param>
/// <param name="Kind">start, resume, timer, event, continue or command.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="Claimed">Whether a worker is driving it.</param>
/// <param name="Parked">Whether it waits for an operator (paused definition, or too many failures).</param>
public sealed record PendingWork(long Id, string Kind, int Attempts, bool Claimed, bool Parked);
