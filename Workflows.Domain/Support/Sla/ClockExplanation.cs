namespace Workflows.Domain.Support.Sla;

/// <summary>The arithmetic of one clock, replayed from its log.</summary>
/// <param name="ClockId">The clock.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Cycle">Which measurement of the kind.</param>
/// <param name="State">Its state.</param>
/// <param name="Breached">Whether the target was used up.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Target">Promised business time.</param>
/// <param name="CarriedOver">Business time used before it began, in an earlier cycle.</param>
/// <param name="Used">Business time used, the sum of carried-over time and all segments.</param>
/// <param name="Remaining">Target minus used; negative when failed.</param>
/// <param name="DueAt">When the target is or was used up. Null: paused before that, or ended in time while paused.</param>
/// <param name="EndedAt">When it ended. Null: it lives.</param>
/// <param name="Segments">What it did from one log row to the next.</param>
/// <param name="AddsUp">Whether the replay gives what the clock's row says.</param>
public sealed record ClockExplanation(
    Guid ClockId,
    ClockKind Kind,
    int Cycle,
    ClockState State,
    bool Breached,
    DateTimeOffset StartedAt,
    TimeSpan Target,
    TimeSpan CarriedOver,
    TimeSpan Used,
    TimeSpan Remaining,
    DateTimeOffset? DueAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<ClockSegment> Segments,
    bool AddsUp);
