namespace Workflows.Domain.Shared.Calendars;

/// <summary>
/// The open time of some years as sorted, disjoint UTC tick intervals with running totals, so that "how much is open before t" and
/// its inverse are one lookup each. Immutable; <see cref="BusinessCalendar"/> swaps in a longer one when it is asked beyond it.
/// </summary>
internal sealed class CalendarTimeline
{
    private readonly long[] _start;
    private readonly long[] _end;

    // Open ticks before interval i; one more entry than intervals, the last is the total.
    private readonly long[] _before;

    // First interval that ends after the start of each UTC day: turns the search for an instant into a step or two.
    private readonly int[] _byDay;

    private CalendarTimeline(long from, long to, List<(long Start, long End)> open)
    {
        From = from;
        To = to;
        _start = new long[open.Count];
        _end = new long[open.Count];
        _before = new long[open.Count + 1];
        for (var i = 0; i < open.Count; i++)
        {
            (_start[i], _end[i]) = open[i];
            _before[i + 1] = _before[i] + _end[i] - _start[i];
        }

        _byDay = new int[((to - from) / TimeSpan.TicksPerDay) + 1];
        for (int day = 0, i = 0; day < _byDay.Length; day++)
        {
            while (i < _end.Length && _end[i] <= from + (day * TimeSpan.TicksPerDay))
            {
                i++;
            }

            _byDay[day] = i;
        }
    }

    /// <summary>First UTC tick covered.</summary>
    public long From { get; }

    /// <summary>First UTC tick no longer covered.</summary>
    public long To { get; }

    /// <summary>Open ticks of the whole timeline.</summary>
    public long Total => _before[^1];

    /// <summary>Covers the given years, each a UTC year.</summary>
    public static CalendarTimeline Build(CalendarDefinition definition, TimeZoneInfo zone, int firstYear, int lastYear)
    {
        var from = new DateTime(firstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var to = new DateTime(lastYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var local = LocalDays.Open(definition, DateOnly.FromDateTime(from).AddDays(-2), DateOnly.FromDateTime(to).AddDays(2));
        var open = new List<(long Start, long End)>(local.Count);
        foreach (var (start, end, offset) in Offsets(zone, from, to))
        {
            // Wall-clock opening seen through one constant offset. At a clock change back, the same wall time is looked up twice,
            // once through each offset; at a change forward the skipped wall time is in neither: only real minutes count.
            for (var i = FirstEndingAfter(local, start + offset); i < local.Count && local[i].Start < end + offset; i++)
            {
                Append(open, Math.Max(local[i].Start - offset, start), Math.Min(local[i].End - offset, end));
            }
        }

        return new CalendarTimeline(from.Ticks, to.Ticks, open);
    }

    /// <summary>Index of the first interval that ends after the instant.</summary>
    public int IndexAt(long ticks)
    {
        var i = _byDay[(ticks - From) / TimeSpan.TicksPerDay];
        while (i < _end.Length && _end[i] <= ticks)
        {
            i++;
        }

        return i;
    }

    /// <summary>Open ticks from <see cref="From"/> to the instant.</summary>
    public long OpenBefore(long ticks)
    {
        var i = IndexAt(ticks);
        return _before[i] + (i < _start.Length && _start[i] < ticks ? ticks - _start[i] : 0);
    }

    /// <summary>The earliest instant that has this much open time before it.</summary>
    public long Earliest(long open, long near)
    {
        var i = Search(open, near, earliest: true);
        return _start[i] + (open - _before[i]);
    }

    /// <summary>The latest instant that has this much open time before it.</summary>
    public long Latest(long open)
    {
        var i = Search(open, From, earliest: false);
        return _start[i] + (open - _before[i]);
    }

    /// <summary>Interval by index, or null past the end.</summary>
    public (long Start, long End)? At(int index) => index < _start.Length ? (_start[index], _end[index]) : null;

    // Earliest: _before[i] < open <= _before[i + 1]. Latest: _before[i] <= open < _before[i + 1].
    private int Search(long open, long near, bool earliest)
    {
        int low = IndexAt(near), high = _start.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (earliest ? _before[middle + 1] >= open : _before[middle + 1] > open)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static void Append(List<(long Start, long End)> open, long start, long end)
    {
        if (open.Count > 0 && open[^1].End >= start)
        {
            open[^1] = (open[^1].Start, Math.Max(end, open[^1].End));
        }
        else
        {
            open.Add((start, end));
        }
    }

    private static int FirstEndingAfter(List<(long Start, long End)> local, long ticks)
    {
        int low = 0, high = local.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (local[middle].End > ticks)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    // Stretches of constant UTC offset. Transitions are looked for by halving, because adjustment rules of tzdata are not an
    // enumeration of transitions; no zone changes twice within one day.
    private static IEnumerable<(long Start, long End, long Offset)> Offsets(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        long OffsetAt(long ticks) => zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks;
        var (start, offset) = (from.Ticks, OffsetAt(from.Ticks));
        for (var day = from.Ticks; day < to.Ticks; day += TimeSpan.TicksPerDay)
        {
            var (low, high) = (day, Math.Min(day + TimeSpan.TicksPerDay, to.Ticks));
            if (OffsetAt(high) == offset)
            {
                continue;
            }

            while (high - low > TimeSpan.TicksPerSecond)
            {
                var middle = (low + ((high - low) / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
                if (middle <= low)
                {
                    break;
                }

                (low, high) = OffsetAt(middle) == offset ? (middle, high) : (low, middle);
            }

            yield return (start, high, offset);
            (start, offset) = (high, OffsetAt(high));
        }

        if (start < to.Ticks)
        {
            yield return (start, to.Ticks, offset);
        }
    }
}
