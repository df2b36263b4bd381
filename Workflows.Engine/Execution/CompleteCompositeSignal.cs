namespace Workflows.Engine.Execution;

/// <summary>Signal: complete the innermost composite.</summary>
/// <param name="Value">Outcomes or value to complete with.</param>
public sealed record CompleteCompositeSignal(object? Value = null);
