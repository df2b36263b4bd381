namespace Workflows.Domain.Shared.Calendars;

/// <summary>What a calendar says about local dates, before any zone is applied.</summary>
internal static class LocalDays
{
    /// <summary>Open wall-clock time of the dates as sorted, disjoint intervals of local ticks.</summary>
    public static List<(long Start, long End)> Open(CalendarDefinition definition, DateOnly first, DateOnly last)
    {
        var exceptions = definition.Exceptions.ToLookup(static exception => exception.Date);
        var open = new List<(long Start, long End)>();
        var tail = new List<OpeningHours>();
        var today = new List<OpeningHours>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            today.Clear();
            today.AddRange(tail);
            today.AddRange(definition.On(date.DayOfWeek));
            foreach (var exception in exceptions[date].OrderBy(static exception => exception.Kind))
            {
                if (exception.Kind != CalendarExceptionKind.ExtraOpening)
                {
                    today.Clear();
                }

                today.AddRange(exception.Hours);
            }

            tail.Clear();
            today.Sort(static (a, b) => a.Start.CompareTo(b.Start));
            var midnight = date.ToDateTime(TimeOnly.MinValue).Ticks;
            foreach (var (start, end) in today)
            {
                Append(open, midnight + (start * TimeSpan.TicksPerMinute),
                    midnight + (Math.Min(end, OpeningHours.MinutesPerDay) * TimeSpan.TicksPerMinute));
                if (end > OpeningHours.MinutesPerDay)
                {
                    tail.Add(new OpeningHours(0, end - OpeningHours.MinutesPerDay));
                }
            }
        }

        return open;
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
}
