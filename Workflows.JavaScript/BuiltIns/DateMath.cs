namespace Workflows.JavaScript.BuiltIns;

/// <summary>The calendar arithmetic of ECMA-262 21.4.1, on milliseconds since 1970.</summary>
internal static class DateMath
{
    public const double MsPerMinute = 60_000;
    private const double MsPerDay = 86_400_000;
    private const double MaxTime = 8.64e15;

    public static double Clip(double time) => double.IsNaN(time) || Math.Abs(time) > MaxTime ? double.NaN : Math.Truncate(time) + 0.0;

    public static double MakeTime(double hour, double minute, double second, double ms)
    {
        var sum = hour + minute + second + ms;
        return double.IsFinite(sum)
            ? (Math.Truncate(hour) * 3_600_000) + (Math.Truncate(minute) * MsPerMinute) + (Math.Truncate(second) * 1000) + Math.Truncate(ms)
            : double.NaN;
    }

    public static double MakeDay(double year, double month, double day)
    {
        if (!double.IsFinite(year + month + day))
        {
            return double.NaN;
        }

        var y = Math.Truncate(year) + Math.Floor(Math.Truncate(month) / 12);
        if (Math.Abs(y) > 400_000)
        {
            return double.NaN;
        }

        var m = (int)(Math.Truncate(month) - (Math.Floor(Math.Truncate(month) / 12) * 12));
        return DaysFromCivil((long)y, m + 1) + Math.Truncate(day) - 1;
    }

    public static double MakeDate(double day, double time)
    {
        var result = (day * MsPerDay) + time;
        return double.IsFinite(result) ? result : double.NaN;
    }

    public static double Year(double time) => Civil(time).Year;

    public static double Month(double time) => Civil(time).Month - 1;

    public static double Day(double time) => Civil(time).Day;

    public static double WeekDay(double time) => Modulo(Math.Floor(time / MsPerDay) + 4, 7);

    public static double Hour(double time) => Math.Floor(Modulo(time, MsPerDay) / 3_600_000);

    public static double Minute(double time) => Modulo(Math.Floor(time / MsPerMinute), 60);

    public static double Second(double time) => Modulo(Math.Floor(time / 1000), 60);

    public static double Millisecond(double time) => Modulo(time, 1000);

    /// <summary>The difference of the engine's time zone to UTC at a moment, in milliseconds.</summary>
    public static double Offset(Realm realm, double time)
    {
        var zone = realm.Options.TimeZone;
        return double.IsNaN(time) ? double.NaN : ReferenceEquals(zone, TimeZoneInfo.Utc) ? 0 : zone.GetUtcOffset(Moment(time)).TotalMilliseconds;
    }

    public static double ToLocal(Realm realm, double time) => time + Offset(realm, time);

    public static double ToUtc(Realm realm, double local)
    {
        var zone = realm.Options.TimeZone;
        if (double.IsNaN(local) || ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return local;
        }

        // The offset before a change applies to a local time that does not exist or exists twice.
        var before = zone.GetUtcOffset(Moment(local - MsPerDay)).TotalMilliseconds;
        var guess = local - before;
        var offset = Offset(realm, guess);
        return offset == before || Offset(realm, local - offset) != offset ? guess : local - offset;
    }

    private static DateTimeOffset Moment(double time) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(time, -62_000_000_000_000d, 253_000_000_000_000d));

    private static double Modulo(double a, double b)
    {
        var rest = a % b;
        return rest < 0 ? rest + b : rest + 0.0;
    }

    /// <summary>Days since 1970 of the first of a month, by the era method for the proleptic Gregorian calendar.</summary>
    private static long DaysFromCivil(long year, int month)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146097) + dayOfEra - 719468;
    }

    private static (long Year, int Month, int Day) Civil(double time)
    {
        var days = (long)Math.Floor(time / MsPerDay) + 719468;
        var era = (days >= 0 ? days : days - 146096) / 146097;
        var dayOfEra = days - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }
}
