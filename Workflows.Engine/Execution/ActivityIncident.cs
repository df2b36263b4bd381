namespace Workflows.Engine.Execution;

/// <summary>A failure that waits for an operator.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityNodeId">Its node id.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="ActivityInstanceId">The run that failed.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Exception">The exception.</param>
/// <param name="Timestamp">When.</param>
public sealed record ActivityIncident(
    string ActivityId,
    string ActivityNodeId,
    string ActivityType,
    string ActivityInstanceId,
    string Message,
    ExceptionState? Exception,
    DateTimeOffset Timestamp)
{
    /// <summary>Unique id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}
