using Workflows.Domain.Shared.Calendars;

namespace Workflows.Server.Support;

/// <summary>The writable members of a business calendar.</summary>
/// <param name="Name">Name, unique in the tenant.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="Week">Intervals by weekday, e.g. <c>"monday": ["09:00-12:00", "13:00-17:30"]</c>; absent weekdays are closed.</param>
/// <param name="Exceptions">Holidays, half days, extra openings.</param>
/// <param name="IsDefault">Whether it stands for the tenant where nothing else is said.</param>
internal sealed record CalendarInput(
    string Name, string Zone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningHours>> Week,
    IReadOnlyList<CalendarExceptionInput>? Exceptions = null, bool IsDefault = false)
{
    public CalendarDefinition Definition => new(Zone, Week, [.. (Exceptions ?? []).Select(static e => e.ToException())]);

    public static CalendarInput Of(Calendar row) => new(
        row.Name, row.Definition.Zone, row.Definition.Week,
        [.. row.Definition.Exceptions.Select(CalendarExceptionInput.Of)], row.IsDefault);
}
