namespace Workflows.Engine.Execution;

/// <summary>Signal: leave the innermost loop.</summary>
public sealed record BreakSignal;
