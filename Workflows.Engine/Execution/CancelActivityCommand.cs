namespace Workflows.Engine.Execution;

/// <summary>End runs of an activity without an outcome.</summary>
/// <param name="ActivityId">The activity, all of whose runs end; null: see <paramref name="ActivityInstanceId"/>.</param>
/// <param name="ActivityInstanceId">One run; null: all runs of the activity.</param>
public sealed record CancelActivityCommand(string? ActivityId, string? ActivityInstanceId = null) : BurstCommand;
