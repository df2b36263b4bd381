namespace Workflows.Domain.Shared.Calendars;

/// <summary>A date on which the week does not apply as written.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Kind">See <see cref="CalendarExceptionKind"/>.</param>
/// <param name="Hours">Opening on the date; empty for a holiday.</param>
/// <param name="Name">For people, e.g. <c>Boxing Day</c>. Null for none.</param>
public sealed record CalendarException(
    DateOnly Date, CalendarExceptionKind Kind, IReadOnlyList<OpeningHours> Hours, string? Name = null)
{
    /// <summary>A closed date.</summary>
    public static CalendarException Holiday(DateOnly date, string? name = null) =>
        new(date, CalendarExceptionKind.Holiday, [], name);
}
