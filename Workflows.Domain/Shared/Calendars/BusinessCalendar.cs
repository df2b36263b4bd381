namespace Workflows.Domain.Shared.Calendars;

/// <summary>
/// Arithmetic of business time. An instant is open when the clock on the wall of the calendar's zone shows an open time; business
/// time is the real time that passes while open, so a day of 23 or 25 hours counts as long as its open minutes really last.
/// Pure and thread-safe; exact to the tick.
/// </summary>
public sealed class BusinessCalendar
{
    private const int FirstYear = 1900;
    private const int LastYear = 2300;

    private readonly TimeZoneInfo _zone;
    private readonly bool _continuous;
    private volatile CalendarTimeline? _timeline;

    private BusinessCalendar(CalendarDefinition definition)
    {
        Definition = definition;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(definition.Zone);
        _continuous = definition.Exceptions.All(static e => e.Kind == CalendarExceptionKind.ExtraOpening)
            && Enum.GetValues<DayOfWeek>().All(day => definition.On(day).Contains(OpeningHours.WholeDay));
        var days = definition.Week.Values.Where(static hours => hours.Count > 0).ToList();
        BusinessDay = TimeSpan.FromMinutes(days.Sum(static day => day.Sum(static h => h.End - h.Start)) / days.Count);
    }

    /// <summary>Every instant is open: business time is real time.</summary>
    public static BusinessCalendar AlwaysOpen { get; } = new(CalendarDefinition.AlwaysOpen);

    /// <summary>What the calendar was made from.</summary>
    public CalendarDefinition Definition { get; }

    /// <summary>Length of an average open weekday: what "one business day" of working time means.</summary>
    public TimeSpan BusinessDay { get; }

    /// <summary>Makes a calendar. Throws <see cref="ArgumentException"/> when <see cref="CalendarValidator"/> finds problems.</summary>
    public static BusinessCalendar Create(CalendarDefinition definition)
    {
        var problems = CalendarValidator.Check(definition);
        return problems.Count == 0
            ? new BusinessCalendar(definition)
            : throw new ArgumentException(
                string.Join(" ", problems.Select(static p => $"{p.Path}: {p.Message}")), nameof(definition));
    }

    /// <summary>
    /// The instant when <paramref name="duration"/> of business time has passed since <paramref name="start"/>: the earliest such
    /// instant, so the end of a working day rather than the next morning. A negative duration goes back, to the latest instant
    /// from which that much passes until <paramref name="start"/>. Zero gives the start. UTC. Throws
    /// <see cref="ArgumentOutOfRangeException"/> when start or result lie outside the years 1900 to 2300.
    /// </summary>
    public DateTimeOffset AddBusinessTime(DateTimeOffset start, TimeSpan duration)
    {
        if (_continuous || duration == TimeSpan.Zero)
        {
            return start.ToUniversalTime() + duration;
        }

        var ticks = start.UtcTicks;
        var timeline = Covering(ticks, ticks);
        while (true)
        {
            var target = timeline.OpenBefore(ticks) + duration.Ticks;
            if (duration > TimeSpan.Zero && target <= timeline.Total)
            {
                return Utc(timeline.Earliest(target, ticks));
            }

            if (duration < TimeSpan.Zero && target >= 0)
            {
                return Utc(timeline.Latest(target));
            }

            // At least doubles the span, so far deadlines cost few rebuilds.
            var span = timeline.To - timeline.From;
            timeline = duration > TimeSpan.Zero
                ? Covering(timeline.From, timeline.To + span)
                : Covering(timeline.From - span, timeline.To - 1);
        }
    }

    /// <summary>Business time that passes from <paramref name="a"/> to <paramref name="b"/>; negative when b lies before a.</summary>
    public TimeSpan BusinessTimeBetween(DateTimeOffset a, DateTimeOffset b)
    {
        if (_continuous)
        {
            return b - a;
        }

        var timeline = Covering(Math.Min(a.UtcTicks, b.UtcTicks), Math.Max(a.UtcTicks, b.UtcTicks));
        return new TimeSpan(timeline.OpenBefore(b.UtcTicks) - timeline.OpenBefore(a.UtcTicks));
    }

    /// <summary>Whether the instant is open. The first instant of an interval is, its end is not.</summary>
    public bool IsOpen(DateTimeOffset instant) => NextOpening(instant) == instant;

    /// <summary>The instant itself when open, else the start of the next opening. UTC.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant)
    {
        if (_continuous)
        {
            return instant.ToUniversalTime();
        }

        var timeline = Covering(instant.UtcTicks, instant.UtcTicks);
        while (true)
        {
            if (timeline.At(timeline.IndexAt(instant.UtcTicks)) is { } next)
            {
                return Utc(Math.Max(next.Start, instant.UtcTicks));
            }

            timeline = Covering(timeline.From, timeline.To + (timeline.To - timeline.From));
        }
    }

    /// <summary>The open stretches within [a, b), clipped to it, in order.</summary>
    public IReadOnlyList<BusinessInterval> IntervalsBetween(DateTimeOffset a, DateTimeOffset b)
    {
        if (a >= b)
        {
            return [];
        }

        if (_continuous)
        {
            return [new BusinessInterval(a.ToUniversalTime(), b.ToUniversalTime())];
        }

        var found = new List<BusinessInterval>();
        var timeline = Covering(a.UtcTicks, b.UtcTicks);
        for (var i = timeline.IndexAt(a.UtcTicks); timeline.At(i) is { } open && open.Start < b.UtcTicks; i++)
        {
            found.Add(new BusinessInterval(
                Utc(Math.Max(open.Start, a.UtcTicks)), Utc(Math.Min(open.End, b.UtcTicks))));
        }

        return found;
    }

    /// <summary>
    /// The same time of day, <paramref name="days"/> open dates later: what people mean by "in two business days". A start outside
    /// opening hours counts from the next opening. Where the target date opens later or closes earlier than that time of day, its
    /// opening or closing is taken. Throws <see cref="ArgumentOutOfRangeException"/> for a negative count.
    /// </summary>
    public DateTimeOffset AddBusinessDays(DateTimeOffset start, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var anchor = TimeZoneInfo.ConvertTime(NextOpening(start), _zone).DateTime;
        var date = DateOnly.FromDateTime(anchor);
        var hours = IntervalsOn(date);
        for (var left = days; left > 0; left--)
        {
            do
            {
                date = date.AddDays(1);
                hours = IntervalsOn(date);
            }
            while (hours.Count == 0);
        }

        var wanted = ToUtc(date.ToDateTime(TimeOnly.FromDateTime(anchor)));
        return wanted <= hours[0].Start ? hours[0].Start
            : wanted >= hours[^1].End ? hours[^1].End
            : NextOpening(wanted);
    }

    private IReadOnlyList<BusinessInterval> IntervalsOn(DateOnly date) =>
        IntervalsBetween(ToUtc(date.ToDateTime(TimeOnly.MinValue)), ToUtc(date.AddDays(1).ToDateTime(TimeOnly.MinValue)));

    // A wall time that a clock change skips is moved past the gap; one that occurs twice means the first.
    private DateTimeOffset ToUtc(DateTime local)
    {
        var offset = _zone.IsInvalidTime(local) ? _zone.GetUtcOffset(local.AddDays(-1))
            : _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max()
            : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private CalendarTimeline Covering(long from, long to)
    {
        var timeline = _timeline;
        if (timeline is not null && from >= timeline.From && to < timeline.To)
        {
            return timeline;
        }

        var (first, last) = (YearOf(from) - 1, YearOf(to) + 1);
        if (timeline is not null)
        {
            first = Math.Min(first, new DateTime(timeline.From, DateTimeKind.Utc).Year);
            last = Math.Max(last, new DateTime(timeline.To - 1, DateTimeKind.Utc).Year);
        }

        // Two threads may build at once; both results are right, and the last one stays.
        return _timeline = CalendarTimeline.Build(Definition, _zone, first, last);
    }

    private static int YearOf(long ticks)
    {
        var year = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc).Year : 0;
        return year is > FirstYear and < LastYear
            ? year
            : throw new ArgumentOutOfRangeException(nameof(ticks), $"Business time is known from {FirstYear} to {LastYear}.");
    }
}
