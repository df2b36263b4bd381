using System.Globalization;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>Dates to text and back.</summary>
internal static class DateText
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string Iso(double time)
    {
        var year = DateMath.Year(time);
        var yearText = year is >= 0 and <= 9999 ? Pad(year, 4) : (year < 0 ? "-" : "+") + Pad(Math.Abs(year), 6);
        return $"{yearText}-{Pad(DateMath.Month(time) + 1, 2)}-{Pad(DateMath.Day(time), 2)}T{Clock(time)}.{Pad(DateMath.Millisecond(time), 3)}Z";
    }

    public static string Utc(double time) =>
        $"{Days[(int)DateMath.WeekDay(time)]}, {Pad(DateMath.Day(time), 2)} {Months[(int)DateMath.Month(time)]} {YearText(time)} {Clock(time)} GMT";

    public static string Date(Realm realm, double time)
    {
        var t = DateMath.ToLocal(realm, time);
        return $"{Days[(int)DateMath.WeekDay(t)]} {Months[(int)DateMath.Month(t)]} {Pad(DateMath.Day(t), 2)} {YearText(t)}";
    }

    public static string Time(Realm realm, double time)
    {
        var offset = DateMath.Offset(realm, time) / DateMath.MsPerMinute;
        var absolute = Math.Abs(offset);
        var zone = realm.Options.TimeZone;
        var name = ReferenceEquals(zone, TimeZoneInfo.Utc) ? "Coordinated Universal Time" : zone.IsDaylightSavingTime(
            DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(time, -62_000_000_000_000d, 253_000_000_000_000d))) ? zone.DaylightName : zone.StandardName;
        return $"{Clock(DateMath.ToLocal(realm, time))} GMT{(offset < 0 ? "-" : "+")}{Pad(Math.Floor(absolute / 60), 2)}{Pad(absolute % 60, 2)} ({name})";
    }

    public static string Full(Realm realm, double time) => $"{Date(realm, time)} {Time(realm, time)}";

    public static string LocaleDate(Realm realm, double time)
    {
        var t = DateMath.ToLocal(realm, time);
        return $"{NumberText.Format(DateMath.Month(t) + 1)}/{NumberText.Format(DateMath.Day(t))}/{NumberText.Format(DateMath.Year(t))}";
    }

    public static string LocaleTime(Realm realm, double time)
    {
        var t = DateMath.ToLocal(realm, time);
        var hour = DateMath.Hour(t);
        return $"{NumberText.Format(hour % 12 == 0 ? 12 : hour % 12)}:{Pad(DateMath.Minute(t), 2)}:{Pad(DateMath.Second(t), 2)} {(hour < 12 ? "AM" : "PM")}";
    }

    public static string Locale(Realm realm, double time) => $"{LocaleDate(realm, time)}, {LocaleTime(realm, time)}";

    public static double Parse(Realm realm, string text)
    {
        if (text.Length > 100)
        {
            return double.NaN;
        }

        return TryIso(realm, text, out var time) ? time : Loose(realm, text);
    }

    private static string Clock(double time) => $"{Pad(DateMath.Hour(time), 2)}:{Pad(DateMath.Minute(time), 2)}:{Pad(DateMath.Second(time), 2)}";

    private static string YearText(double time)
    {
        var year = DateMath.Year(time);
        return year < 0 ? "-" + Pad(-year, 4) : Pad(year, 4);
    }

    private static string Pad(double number, int width) => ((long)number).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    /// <summary>The format of ECMA-262 21.4.1.32. A date without a time is UTC, one with a time and no zone is local.</summary>
    private static bool TryIso(Realm realm, string text, out double time)
    {
        time = double.NaN;
        var at = 0;
        double sign = 1;
        var width = 4;
        if (text.Length > 0 && text[0] is '+' or '-')
        {
            sign = text[0] == '-' ? -1 : 1;
            width = 6;
            at = 1;
        }

        if (!Digits(text, ref at, width, out var year) || (sign < 0 && year == 0))
        {
            return false;
        }

        double month = 1;
        double day = 1;
        if (Eat(text, ref at, '-') && (!Digits(text, ref at, 2, out month) || (Eat(text, ref at, '-') && !Digits(text, ref at, 2, out day))))
        {
            return false;
        }

        double hour = 0;
        double minute = 0;
        double second = 0;
        double ms = 0;
        var local = false;
        double offset = 0;
        if (at < text.Length && text[at] is 'T' or 't' or ' ')
        {
            at++;
            if (!Digits(text, ref at, 2, out hour) || !Eat(text, ref at, ':') || !Digits(text, ref at, 2, out minute) ||
                (Eat(text, ref at, ':') && !Digits(text, ref at, 2, out second)))
            {
                return false;
            }

            if (at < text.Length && text[at] is '.' or ',')
            {
                var start = ++at;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                {
                    at++;
                }

                if (at == start)
                {
                    return false;
                }

                ms = Math.Floor(double.Parse("0." + text[start..at], CultureInfo.InvariantCulture) * 1000 + 1e-9);
            }

            local = !Zone(text, ref at, out offset);
        }

        if (at != text.Length || month is < 1 or > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0 || ms > 0)) ||
            day > DaysIn(sign * year, month))
        {
            return false;
        }

        time = DateMath.MakeDate(DateMath.MakeDay(sign * year, month - 1, day), DateMath.MakeTime(hour, minute, second, ms));
        time = DateMath.Clip(local ? DateMath.ToUtc(realm, time) : time - (offset * DateMath.MsPerMinute));
        return true;
    }

    private static double DaysIn(double year, double month) => DateMath.MakeDay(year, month, 1) - DateMath.MakeDay(year, month - 1, 1);

    private static bool Zone(string text, ref int at, out double offset)
    {
        offset = 0;
        if (at < text.Length && text[at] is 'Z' or 'z')
        {
            at++;
            return true;
        }

        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        var start = at;
        var sign = text[at++] == '-' ? -1 : 1;
        if (!Digits(text, ref at, 2, out var hours))
        {
            at = start;
            return false;
        }

        Eat(text, ref at, ':');
        if (!Digits(text, ref at, 2, out var minutes) || hours > 23 || minutes > 59)
        {
            at = start;
            return false;
        }

        offset = sign * ((hours * 60) + minutes);
        return true;
    }

    private static bool Eat(string text, ref int at, char c)
    {
        if (at < text.Length && text[at] == c)
        {
            at++;
            return true;
        }

        return false;
    }

    private static bool Digits(string text, ref int at, int count, out double value)
    {
        value = 0;
        if (at + count > text.Length)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(text[at + i]))
            {
                return false;
            }

            value = (value * 10) + text[at + i] - '0';
        }

        at += count;
        return true;
    }

    /// <summary>The formats of toString and toUTCString, and what people write: words and numbers in any sensible order.</summary>
    private static double Loose(Realm realm, string text)
    {
        var end = text.IndexOf('(', StringComparison.Ordinal);
        var words = (end < 0 ? text : text[..end]).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        double? year = null;
        double? month = null;
        double? day = null;
        double? offset = null;
        double hour = 0;
        double minute = 0;
        double second = 0;
        foreach (var word in words)
        {
            var name = Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.OrdinalIgnoreCase));
            if (name >= 0)
            {
                month = name;
            }
            else if (Array.Exists(Days, d => word.StartsWith(d, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }
            else if (word.Contains(':', StringComparison.Ordinal) && !word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase))
            {
                var parts = word.Split(':');
                if (parts.Length > 3 || !Whole(parts[0], out hour) || !Whole(parts[1], out minute) || (parts.Length > 2 && !Whole(parts[2], out second)))
                {
                    return double.NaN;
                }
            }
            else if (word is "AM" or "am" or "PM" or "pm")
            {
                hour = (hour % 12) + (word is "PM" or "pm" ? 12 : 0);
            }
            else if (word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || word is "Z" ||
                (word[0] is '+' or '-' && year is not null && word.Length == 5))
            {
                var zone = word.TrimStart('G', 'M', 'T', 'U', 'C', 'g', 'm', 't', 'u', 'c', 'Z');
                var at = 0;
                if (zone.Length > 0 && (!Zone(zone, ref at, out var minutes) || at != zone.Length))
                {
                    return double.NaN;
                }
                else
                {
                    at = 0;
                    Zone(zone, ref at, out minutes);
                    offset = minutes;
                }
            }
            else if (word.Contains('/', StringComparison.Ordinal))
            {
                var parts = word.Split('/');
                if (parts.Length != 3 || !Whole(parts[0], out var first) || !Whole(parts[1], out var middle) || !Whole(parts[2], out var last))
                {
                    return double.NaN;
                }

                (year, month, day) = parts[0].Length == 4 ? (first, middle - 1, last) : (last, first - 1, middle);
            }
            else if (Whole(word.TrimStart('-'), out var number))
            {
                if (day is null && number <= 31 && word.Length <= 2)
                {
                    day = number;
                }
                else if (year is null)
                {
                    year = word[0] == '-' ? -number : number;
                }
                else
                {
                    return double.NaN;
                }
            }
            else
            {
                return double.NaN;
            }
        }

        if (year is null || month is null or < 0 or > 11 || day is < 1 or > 31 || hour > 24 || minute > 59 || second > 59)
        {
            return double.NaN;
        }

        var y = year.Value is >= 0 and < 50 && !text.Contains("00", StringComparison.Ordinal) ? year.Value + 2000 : year.Value is >= 50 and < 100 ? year.Value + 1900 : year.Value;
        var time = DateMath.MakeDate(DateMath.MakeDay(y, month.Value, day ?? 1), DateMath.MakeTime(hour, minute, second, 0));
        return DateMath.Clip(offset is { } minutesEast ? time - (minutesEast * DateMath.MsPerMinute) : DateMath.ToUtc(realm, time));
    }

    private static bool Whole(string text, out double value) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && text.Length <= 6;
}
