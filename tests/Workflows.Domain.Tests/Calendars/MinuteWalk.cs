using Workflows.Domain.Shared.Calendars;

namespace Workflows.Domain.Tests.Calendars;

/// <summary>The oracle: looks at the wall clock once a minute. Slow, and too simple to be wrong in the same way.</summary>
internal sealed class MinuteWalk(CalendarDefinition definition)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(definition.Zone);

    public bool IsOpen(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone).DateTime;
        var date = DateOnly.FromDateTime(local);
        var minute = (local.Hour * 60) + local.Minute;
        var decided = definition.Exceptions.Any(e => e.Date == date && e.Kind != CalendarExceptionKind.ExtraOpening);
        return Own(date).Any(h => minute >= h.Start && minute < h.End)
            || (!decided && Own(date.AddDays(-1)).Any(h => minute + 1440 < h.End));
    }

    public DateTimeOffset Add(DateTimeOffset start, int minutes)
    {
        var instant = start;
        while (minutes > 0)
        {
            minutes -= IsOpen(instant) ? 1 : 0;
            instant = instant.AddMinutes(1);
        }

        return instant;
    }

    public int Between(DateTimeOffset a, DateTimeOffset b)
    {
        var open = 0;
        for (var instant = a; instant < b; instant = instant.AddMinutes(1))
        {
            open += IsOpen(instant) ? 1 : 0;
        }

        return open;
    }

    private IEnumerable<OpeningHours> Own(DateOnly date)
    {
        var exceptions = definition.Exceptions.Where(e => e.Date == date).ToList();
        var deciding = exceptions.Find(static e => e.Kind != CalendarExceptionKind.ExtraOpening);
        var hours = deciding is null ? definition.On(date.DayOfWeek) : deciding.Hours;
        return hours.Concat(exceptions.Where(e => e != deciding).SelectMany(static e => e.Hours));
    }
}
