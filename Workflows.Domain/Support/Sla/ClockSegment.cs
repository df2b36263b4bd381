using Workflows.Domain.Shared.Calendars;

namespace Workflows.Domain.Support.Sla;

/// <summary>One stretch of a clock between two rows of its log.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; for the last stretch of a living clock, now.</param>
/// <param name="Began">What happened at the beginning.</param>
/// <param name="Reason">Why.</param>
/// <param name="Running">Whether business time counted.</param>
/// <param name="Calendar">Name and zone of the calendar in force, e.g. <c>Office (Europe/London)</c>.</param>
/// <param name="Target">Target in force.</param>
/// <param name="Used">Business time used in the stretch; zero in a pause.</param>
/// <param name="UsedSoFar">Business time used up to its end.</param>
/// <param name="DueAt">Due instant in force. Null: none.</param>
/// <param name="Open">The open intervals that make up the used time, the first <see cref="SlaExplainer.MostIntervals"/>.</param>
public sealed record ClockSegment(
    DateTimeOffset From,
    DateTimeOffset To,
    ClockAction Began,
    string Reason,
    bool Running,
    string Calendar,
    TimeSpan Target,
    TimeSpan Used,
    TimeSpan UsedSoFar,
    DateTimeOffset? DueAt,
    IReadOnlyList<BusinessInterval> Open);
