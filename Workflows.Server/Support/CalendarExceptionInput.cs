using Workflows.Domain.Shared.Calendars;

namespace Workflows.Server.Support;

/// <summary>A date on which the week does not apply as written.</summary>
/// <param name="Date">Local date.</param>
/// <param name="Kind">holiday, half_day or extra_opening.</param>
/// <param name="Hours">Opening on the date; none for a holiday.</param>
/// <param name="Name">For people.</param>
internal sealed record CalendarExceptionInput(
    DateOnly Date, CalendarExceptionKind Kind, IReadOnlyList<OpeningHours>? Hours = null, string? Name = null)
{
    public CalendarException ToException() => new(Date, Kind, Hours ?? [], Name);

    public static CalendarExceptionInput Of(CalendarException exception) =>
        new(exception.Date, exception.Kind, exception.Hours, exception.Name);
}
