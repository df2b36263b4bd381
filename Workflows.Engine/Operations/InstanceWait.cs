namespace Workflows.Engine.Operations;

/// <summary>One durable wait of an instance: proof that something can wake it.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="ActivityId">The waiting activity.</param>
/// <param name="Kind">Activity type or bookmark name.</param>
/// <param name="WaitingFor">In words, e.g. <c>event TicketChanged</c>.</param>
/// <param name="OwedBy">Who must act; null when that is the clock or unknown.</param>
/// <param name="Since">When the wait began.</param>
/// <param name="ExpectedBy">When it should have ended; null for open ends.</param>
/// <param name="TimerDueAt">The timer that ends it; null for none.</param>
public sealed record InstanceWait(
    Guid BookmarkId, string ActivityId, string Kind, string WaitingFor, string? OwedBy, DateTimeOffset Since,
    DateTimeOffset? ExpectedBy, DateTimeOffset? TimerDueAt);
