namespace Workflows.Engine.Operations.Bulk;

/// <summary>One of those a bulk command concerns.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="CorrelationId">Its correlation id; null for none.</param>
/// <param name="ActivityId">The activity that failed; null when the whole instance is meant.</param>
/// <param name="Error">What went wrong; null likewise.</param>
/// <param name="Since">When it failed, or when the instance last moved.</param>
public sealed record BulkTarget(
    Guid InstanceId, string Definition, string? CorrelationId, string? ActivityId, string? Error, DateTimeOffset Since);
