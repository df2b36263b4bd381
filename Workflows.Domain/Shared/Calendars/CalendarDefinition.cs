namespace Workflows.Domain.Shared.Calendars;

/// <summary>When people work: a zone, a week and dated exceptions. Data only; <see cref="BusinessCalendar"/> computes with it.</summary>
/// <param name="Zone">IANA zone name, e.g. <c>Europe/London</c>.</param>
/// <param name="Week">Intervals by weekday; a weekday that is absent is closed.</param>
/// <param name="Exceptions">Holidays, half days and extra openings, in any order.</param>
public sealed record CalendarDefinition(
    string Zone,
    IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningHours>> Week,
    IReadOnlyList<CalendarException> Exceptions)
{
    /// <summary>Every minute of every day, in UTC.</summary>
    public static CalendarDefinition AlwaysOpen { get; } = Weekly("UTC", Enum.GetValues<DayOfWeek>(), "00:00-24:00");

    /// <summary>The same intervals on each of the given weekdays and no exceptions.</summary>
    /// <param name="zone">IANA zone name.</param>
    /// <param name="days">The open weekdays.</param>
    /// <param name="hours">Intervals as <see cref="OpeningHours.Parse"/> reads them.</param>
    public static CalendarDefinition Weekly(string zone, IEnumerable<DayOfWeek> days, params string[] hours)
    {
        IReadOnlyList<OpeningHours> parsed = [.. hours.Select(OpeningHours.Parse)];
        return new CalendarDefinition(zone, days.ToDictionary(static day => day, _ => parsed), []);
    }

    /// <summary>The intervals of a weekday; empty when closed.</summary>
    public IReadOnlyList<OpeningHours> On(DayOfWeek day) => Week.GetValueOrDefault(day) ?? [];
}
