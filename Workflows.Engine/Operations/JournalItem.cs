using System.Text.Json;

namespace Workflows.Engine.Operations;

/// <summary>One entry of an instance's journal.</summary>
/// <param name="Sequence">Position in the instance's journal, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Event">Started, Completed, Faulted, Suspended, Resumed, Canceled, or an activity's own.</param>
/// <param name="ActivityId">The activity; null: the instance itself.</param>
/// <param name="NodeId">Its node id; null: unknown.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="ActivityName">Its name.</param>
/// <param name="RunId">The run of the activity.</param>
/// <param name="Message">For people.</param>
/// <param name="Entry">The entry as stored.</param>
public sealed record JournalItem(
    long Sequence, DateTimeOffset At, string Event, string? ActivityId, string? NodeId, string? ActivityType, string? ActivityName, string? RunId,
    string? Message, JsonElement Entry);
