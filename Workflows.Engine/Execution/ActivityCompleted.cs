namespace Workflows.Engine.Execution;

/// <summary>Signal: an activity completed.</summary>
/// <param name="Result">What it completed with.</param>
public sealed record ActivityCompleted(object? Result = null);
