namespace Workflows.Engine.Scheduling;

/// <summary>
/// A cron expression in a time zone. Five fields are minute, hour, day of month, month, day of week (0 or 7 = Sunday).
/// With six, seconds come first; "?" is "*"; so far it is what Elsa reads (Cronos). With seven, the year comes last and weekdays
/// count from 1 = Sunday, which is Quartz's dialect. L, W and # are understood. When a clock change skips a local time, it fires once at the first instant after the gap;
/// when a clock change doubles a local time, it fires once, at the first of the two, unless seconds, minutes or hours name a stretch
/// ("*", "/", "-": every so many minutes or hours), which goes on through both. Immutable.
/// </summary>
public sealed class CronSchedule
{
    private const int LastYear = 2199;
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private readonly int[] _seconds;
    private readonly int[] _minutes;
    private readonly int[] _hours;
    private readonly bool[] _months;
    private readonly bool[] _years;
    private readonly CronDays _days;
    private readonly bool _repeats;

    private CronSchedule(string expression, TimeZoneInfo zone)
    {
        Expression = expression;
        Zone = zone;
        var fields = Fields(expression);
        if (fields.Length is < 5 or > 7)
        {
            throw new CronFormatException($"'{expression}' has {fields.Length} fields; a cron expression has 5, 6 or 7.");
        }

        var quartz = fields.Length > 5;
        var at = quartz ? 1 : 0;
        _seconds = Numbers(quartz ? CronField.Parse(fields[0], "second", 0, 59) : CronField.Parse("0", "second", 0, 59));
        _minutes = Numbers(CronField.Parse(fields[at], "minute", 0, 59));
        _hours = Numbers(CronField.Parse(fields[at + 1], "hour", 0, 23));
        _months = CronField.Parse(fields[at + 3], "month", 1, 12, MonthNames);
        _days = new CronDays(fields[at + 2], fields[at + 4], sundayIsOne: fields.Length == 7);
        _repeats = fields[..(at + 2)].Any(static field => field.AsSpan().ContainsAny('*', '/', '-'));
        _years = CronField.Parse(fields.Length == 7 ? fields[6] : "*", "year", 1970, LastYear);
    }

    /// <summary>The expression.</summary>
    public string Expression { get; }

    /// <summary>The zone in which it is read.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression, or @yearly, @monthly, @weekly, @daily, @hourly.</param>
    /// <param name="zone">The zone in which it is read.</param>
    /// <exception cref="CronFormatException">It cannot be read; the message says where.</exception>
    public static CronSchedule Parse(string expression, TimeZoneInfo zone) => new(expression.Trim(), zone);

    /// <summary>Whether an expression can be read, and why not.</summary>
    public static bool TryParse(string expression, TimeZoneInfo zone, out CronSchedule? schedule, out string? error)
    {
        try
        {
            schedule = Parse(expression, zone);
            error = null;
            return true;
        }
        catch (CronFormatException exception)
        {
            schedule = null;
            error = exception.Message;
            return false;
        }
    }

    /// <summary>The first firing after an instant; null: never again.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        // One day back: a local time that the zone skipped maps to a later instant than its own order says.
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime).AddDays(-1);
        while (date.Year <= LastYear)
        {
            if (!_years[Math.Max(1970, date.Year)] || !_months[date.Month])
            {
                date = date.Month == 12 || !_years[Math.Max(1970, date.Year)]
                    ? new DateOnly(date.Year + 1, 1, 1)
                    : new DateOnly(date.Year, date.Month + 1, 1);
                continue;
            }

            if (_days.Fits(date) && FirstOn(date, instant) is { } found)
            {
                return found;
            }

            date = date.AddDays(1);
        }

        return null;
    }

    /// <summary>The next firings, in order.</summary>
    public IEnumerable<DateTimeOffset> NextAfter(DateTimeOffset instant, int count)
    {
        for (var next = NextAfter(instant); next is not null && count > 0; next = NextAfter(next.Value), count--)
        {
            yield return next.Value;
        }
    }

    private static string[] Fields(string expression)
    {
        var text = expression.ToUpperInvariant() switch
        {
            "@YEARLY" or "@ANNUALLY" => "0 0 1 1 *",
            "@MONTHLY" => "0 0 1 * *",
            "@WEEKLY" => "0 0 * * 0",
            "@DAILY" or "@MIDNIGHT" => "0 0 * * *",
            "@HOURLY" => "0 * * * *",
            _ => expression,
        };
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static int[] Numbers(bool[] set) => [.. Enumerable.Range(0, set.Length).Where(value => set[value])];

    private DateTimeOffset? FirstOn(DateOnly date, DateTimeOffset after)
    {
        var first = FirstOn(date, after, again: false);
        return _repeats && FirstOn(date, after, again: true) is { } second && (first is null || second < first) ? second : first;
    }

    /// <summary>Later local times of a day give later or equal instants, so hours and minutes that end too early are skipped whole.</summary>
    private DateTimeOffset? FirstOn(DateOnly date, DateTimeOffset after, bool again)
    {
        foreach (var hour in _hours)
        {
            if (InstantOf(date.ToDateTime(new TimeOnly(hour, 59, 59)), again) <= after)
            {
                continue;
            }

            foreach (var minute in _minutes)
            {
                if (InstantOf(date.ToDateTime(new TimeOnly(hour, minute, 59)), again) <= after)
                {
                    continue;
                }

                foreach (var second in _seconds)
                {
                    var fires = InstantOf(date.ToDateTime(new TimeOnly(hour, minute, second)), again);
                    if (fires > after)
                    {
                        return fires;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The instant of a local time; of a doubled one the first, or, with <paramref name="again"/>, the second.</summary>
    private DateTimeOffset InstantOf(DateTime local, bool again)
    {
        // Gaps begin and end on whole minutes in all zones of the present age; at most a day is skipped.
        for (var valid = local; ; valid = new DateTime(valid.Ticks - (valid.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified).AddMinutes(1))
        {
            if (Zone.IsInvalidTime(valid))
            {
                continue;
            }

            // Of a doubled local time the first instant is the one with the larger offset.
            var offset = !Zone.IsAmbiguousTime(valid) ? Zone.GetUtcOffset(valid)
                : again ? Zone.GetAmbiguousTimeOffsets(valid).Min() : Zone.GetAmbiguousTimeOffsets(valid).Max();
            var instant = new DateTimeOffset(valid, offset).ToUniversalTime();
            // A whole skipped day is not reported as invalid; but no instant shows such a local time.
            if (TimeZoneInfo.ConvertTime(instant, Zone).DateTime == valid)
            {
                return instant;
            }
        }
    }
}
