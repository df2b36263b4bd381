using FsCheck;
using FsCheck.Fluent;
using Workflows.Domain.Shared.Calendars;

namespace Workflows.Domain.Tests.Calendars;

/// <summary>Calendars as strange as the validator allows, around the clock changes of March and October 2026.</summary>
internal static class CalendarGenerators
{
    private static readonly string[] Zones =
        ["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"];

    private static readonly Gen<OpeningHours> Interval =
        from start in Gen.Choose(0, 1439)
        from length in Gen.OneOf(Gen.Choose(1, 30), Gen.Choose(30, 600), Gen.Choose(600, 1440))
        select new OpeningHours(start, start + length);

    private static readonly Gen<IReadOnlyList<OpeningHours>> Day =
        from hours in Interval.ListOf().Select(static list => list.Take(4))
        select (IReadOnlyList<OpeningHours>)Disjoint(hours);

    private static readonly Gen<IReadOnlyList<OpeningHours>> OpenDay =
        from first in Interval
        from more in Interval.ListOf().Select(static list => list.Take(2))
        select (IReadOnlyList<OpeningHours>)Disjoint(more.Prepend(first));

    private static readonly Gen<CalendarException> Exception =
        from day in Gen.Choose(-20, 20)
        from month in Gen.Elements(new DateOnly(2026, 3, 29), new DateOnly(2026, 10, 25))
        from kind in Gen.Elements(Enum.GetValues<CalendarExceptionKind>())
        from hours in OpenDay
        select new CalendarException(month.AddDays(day), kind, kind == CalendarExceptionKind.Holiday ? [] : hours);

    public static Arbitrary<CalendarDefinition> Calendar { get; } = Arb.From(
        from zone in Gen.Elements(Zones)
        from closed in Gen.ArrayOf(Day, 6)
        from open in OpenDay
        from openOn in Gen.Choose(0, 6)
        from exceptions in Exception.ListOf().Select(static list => list.Take(8))
        let week = closed.ToList()
        select new CalendarDefinition(
            zone,
            Enumerable.Range(0, 7).ToDictionary(
                static day => (DayOfWeek)day,
                day => day == openOn ? open : week[day % 6]),
            [.. exceptions.GroupBy(static e => e.Date).Select(static same => same.First())]));

    public static Arbitrary<DateTimeOffset> Instant { get; } = Arb.From(
        from start in Gen.Elements(
            new DateTimeOffset(2026, 3, 25, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 21, 0, 0, 0, TimeSpan.Zero))
        from minutes in Gen.Choose(0, 10 * 1440)
        select start.AddMinutes(minutes));

    public static Arbitrary<int> Minutes { get; } = Arb.From(Gen.Choose(0, 3000));

    public static Arbitrary<long> Ticks { get; } = Arb.From(
        Gen.Choose(0, 40 * 86400).Select(static seconds => (seconds * TimeSpan.TicksPerSecond) + (seconds % 9973)));

    private static List<OpeningHours> Disjoint(IEnumerable<OpeningHours> hours)
    {
        var kept = new List<OpeningHours>();
        foreach (var interval in hours)
        {
            if (!kept.Exists(other => other.Start < interval.End && interval.Start < other.End))
            {
                kept.Add(interval);
            }
        }

        return kept;
    }
}
