namespace Workflows.Engine.Execution;

/// <summary>Publish an event.</summary>
/// <param name="Name">Event name.</param>
/// <param name="CorrelationId">Only waits of this correlation id; null: all.</param>
/// <param name="WorkflowInstanceId">Only this instance; null: all.</param>
/// <param name="ActivityInstanceId">Only this activity run; null: all.</param>
/// <param name="PayloadJson">Payload as JSON; null: none.</param>
/// <param name="IsLocal">Whether only the publishing instance hears it.</param>
public sealed record PublishEventEffect(
    string Name, string? CorrelationId, string? WorkflowInstanceId, string? ActivityInstanceId, string? PayloadJson, bool IsLocal) : BurstEffect;
