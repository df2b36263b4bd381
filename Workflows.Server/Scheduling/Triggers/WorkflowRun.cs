namespace Workflows.Server.Scheduling.Triggers;

/// <summary>What a slot did for a tenant.</summary>
/// <param name="Status">How it went.</param>
/// <param name="InstanceId">The instance; null when none was started.</param>
/// <param name="Detail">Why not; null when it was.</param>
public sealed record WorkflowRun(RunStatus Status, Guid? InstanceId, string? Detail);
