namespace Workflows.Engine.Execution;

/// <summary>Signal: the sender was cancelled.</summary>
public sealed record CancelSignal;
