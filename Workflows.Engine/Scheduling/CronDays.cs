namespace Workflows.Engine.Scheduling;

/// <summary>The two day fields of a cron expression, with L (last), W (nearest weekday) and # (nth weekday of the month).</summary>
internal sealed class CronDays
{
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly bool _anyMonthDay;
    private readonly bool _anyWeekday;
    private readonly bool[] _monthDays = new bool[32];
    private readonly bool[] _weekdays = new bool[7];
    private readonly List<Func<int, int, int>> _special = [];
    private readonly bool _hasMonthDays;
    private readonly bool _hasWeekdays;

    /// <param name="monthDay">Field "day of month".</param>
    /// <param name="weekday">Field "day of week".</param>
    /// <param name="sundayIsOne">Quartz counts weekdays from 1 = Sunday; five-field cron from 0 = Sunday, 7 = Sunday too.</param>
    public CronDays(string monthDay, string weekday, bool sundayIsOne)
    {
        _anyMonthDay = monthDay is "*" or "?";
        _anyWeekday = weekday is "*" or "?";
        foreach (var part in _anyMonthDay ? [] : monthDay.ToUpperInvariant().Split(','))
        {
            _hasMonthDays |= AddMonthDay(part);
        }

        foreach (var part in _anyWeekday ? [] : weekday.ToUpperInvariant().Split(','))
        {
            _hasWeekdays |= AddWeekday(part, sundayIsOne);
        }
    }

    /// <summary>Whether the date fits. If both fields are restricted, either may fit, as in cron.</summary>
    public bool Fits(DateOnly date)
    {
        if (_anyMonthDay && _anyWeekday)
        {
            return true;
        }

        if ((_hasMonthDays && _monthDays[date.Day]) || (_hasWeekdays && _weekdays[(int)date.DayOfWeek]))
        {
            return true;
        }

        foreach (var special in _special)
        {
            if (special(date.Year, date.Month) == date.Day)
            {
                return true;
            }
        }

        return false;
    }

    private static int NearestWeekday(int year, int month, int day)
    {
        var last = DateTime.DaysInMonth(year, month);
        if (day > last)
        {
            return 0;
        }

        return new DateOnly(year, month, day).DayOfWeek switch
        {
            DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
            DayOfWeek.Sunday => day == last ? day - 2 : day + 1,
            _ => day,
        };
    }

    private static int LastOf(int year, int month, int weekday)
    {
        var last = DateTime.DaysInMonth(year, month);
        return last - (((int)new DateOnly(year, month, last).DayOfWeek - weekday + 7) % 7);
    }

    private static int NthOf(int year, int month, int weekday, int nth)
    {
        var day = 1 + ((weekday - (int)new DateOnly(year, month, 1).DayOfWeek + 7) % 7) + ((nth - 1) * 7);
        return day <= DateTime.DaysInMonth(year, month) ? day : 0;
    }

    private bool AddMonthDay(string part)
    {
        switch (part)
        {
            case "L":
                _special.Add(DateTime.DaysInMonth);
                return false;
            case "LW" or "WL":
                _special.Add((year, month) => NearestWeekday(year, month, DateTime.DaysInMonth(year, month)));
                return false;
        }

        if (part.StartsWith("L-", StringComparison.Ordinal))
        {
            var nearest = part.EndsWith('W');
            var back = CronField.Number(nearest ? part[2..^1] : part[2..], "day of month", 0, 30, null);
            _special.Add((year, month) =>
            {
                var day = DateTime.DaysInMonth(year, month) - back;
                return day < 1 ? 0 : nearest ? NearestWeekday(year, month, day) : day;
            });
            return false;
        }

        if (part.EndsWith('W'))
        {
            var day = CronField.Number(part[..^1], "day of month", 1, 31, null);
            _special.Add((year, month) => NearestWeekday(year, month, day));
            return false;
        }

        Merge(CronField.Parse(part, "day of month", 1, 31), _monthDays);
        return true;
    }

    private bool AddWeekday(string part, bool sundayIsOne)
    {
        if (part == "L")
        {
            _weekdays[(int)DayOfWeek.Saturday] = true;
            return true;
        }

        var hash = part.IndexOf('#', StringComparison.Ordinal);
        if (hash > 0)
        {
            var weekday = Weekday(part[..hash], sundayIsOne);
            var nth = CronField.Number(part[(hash + 1)..], "day of week", 1, 5, null);
            _special.Add((year, month) => NthOf(year, month, weekday, nth));
            return false;
        }

        if (part.Length > 1 && part.EndsWith('L'))
        {
            var weekday = Weekday(part[..^1], sundayIsOne);
            _special.Add((year, month) => LastOf(year, month, weekday));
            return false;
        }

        var (min, max) = sundayIsOne ? (1, 7) : (0, 7);
        var days = CronField.Parse(part, "day of week", min, max, DayNames);
        for (var value = min; value <= max; value++)
        {
            if (days[value])
            {
                _weekdays[(sundayIsOne ? value - 1 : value) % 7] = true;
            }
        }

        return true;
    }

    private static int Weekday(string text, bool sundayIsOne) => sundayIsOne
        ? CronField.Number(text, "day of week", 1, 7, DayNames) - 1
        : CronField.Number(text, "day of week", 0, 7, DayNames) % 7;

    private static void Merge(bool[] source, bool[] target)
    {
        for (var index = 0; index < source.Length; index++)
        {
            target[index] |= source[index];
        }
    }
}
