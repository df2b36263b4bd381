namespace Workflows.Engine.Execution;

/// <summary>Cancel another instance.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record CancelInstanceEffect(Guid InstanceId) : BurstEffect;
