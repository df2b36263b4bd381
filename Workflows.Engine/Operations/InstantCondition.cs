namespace Workflows.Engine.Operations;

/// <summary>A condition on one of an instance's instants.</summary>
/// <param name="Column">Which: Created, Updated or Finished.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="At">With what.</param>
public sealed record InstantCondition(InstanceOrder Column, InstantOperator Operator, DateTimeOffset At);
