using System.Globalization;

namespace Workflows.Templates.Functions;

/// <summary>Reads dates by strftime patterns.</summary>
internal ref struct DateParser(ReadOnlySpan<char> text, CultureInfo culture)
{
    private ReadOnlySpan<char> _rest = text;
    private int _year = 1;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private long _ticks;
    private bool? _isAfternoon;
    private TimeSpan? _offset;

    /// <summary>Parses the whole text; null when it does not fit the pattern. The offset is null when the text has none.</summary>
    public static (DateTime Date, TimeSpan? Offset)? Parse(string text, string pattern, CultureInfo culture)
    {
        var parser = new DateParser(text, culture);
        if (!parser.Run(pattern, 0) || !parser._rest.IsWhiteSpace())
        {
            return null;
        }

        return parser.Result();
    }

    private readonly (DateTime Date, TimeSpan? Offset)? Result()
    {
        var hour = _isAfternoon is null ? _hour : (_hour % 12) + (_isAfternoon.Value ? 12 : 0);
        if (_year is < 1 or > 9999 || _month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)
            || hour > 23 || _minute > 59 || _second > 59)
        {
            return null;
        }

        return (new DateTime(_year, _month, _day, hour, _minute, _second, DateTimeKind.Unspecified).AddTicks(_ticks), _offset);
    }

    private bool Run(ReadOnlySpan<char> pattern, int depth)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '%' && i + 1 < pattern.Length)
            {
                if (!Directive(pattern[++i], depth))
                {
                    return false;
                }
            }
            else if (char.IsWhiteSpace(c))
            {
                _rest = _rest.TrimStart();
            }
            else if (_rest.IsEmpty || _rest[0] != c)
            {
                return false;
            }
            else
            {
                _rest = _rest[1..];
            }
        }

        return true;
    }

    private bool Directive(char directive, int depth) => directive switch
    {
        'Y' => Number(4, out _year),
        'y' => Number(2, out var y) && Set(ref _year, culture.Calendar.ToFourDigitYear(y)),
        'm' => Number(2, out _month),
        'd' or 'e' => Number(2, out _day),
        'H' or 'k' or 'I' or 'l' => Number(2, out _hour),
        'M' => Number(2, out _minute),
        'S' => Number(2, out _second),
        'L' => Number(3, out var ms) && SetTicks(ms * TimeSpan.TicksPerMillisecond),
        'N' => Number(9, out var ns) && SetTicks(ns / 100),
        'j' => Number(3, out var day) && SetDayOfYear(day),
        'b' or 'h' => Name(culture.DateTimeFormat.AbbreviatedMonthNames, out _month),
        'B' => Name(culture.DateTimeFormat.MonthNames, out _month),
        'a' => Name(culture.DateTimeFormat.AbbreviatedDayNames, out _),
        'A' => Name(culture.DateTimeFormat.DayNames, out _),
        'p' or 'P' => Half(),
        'Z' or 'z' => Offset(),
        's' => Seconds(),
        'F' when depth == 0 => Run("%Y-%m-%d", 1),
        'D' when depth == 0 => Run("%m/%d/%y", 1),
        'T' when depth == 0 => Run("%H:%M:%S", 1),
        'R' when depth == 0 => Run("%H:%M", 1),
        'r' when depth == 0 => Run("%I:%M:%S %p", 1),
        'c' when depth == 0 => Run("%a %b %e %H:%M:%S %Y", 1),
        'v' when depth == 0 => Run("%e-%b-%Y", 1),
        'n' or 't' => Space(),
        'g' => true,
        '%' => Literal('%'),
        _ => false,
    };

    private static bool Set(ref int field, int value)
    {
        field = value;
        return true;
    }

    private bool SetTicks(long ticks)
    {
        _ticks = ticks;
        return true;
    }

    private bool SetDayOfYear(int day)
    {
        if (day is < 1 or > 366)
        {
            return false;
        }

        var date = new DateTime(Math.Clamp(_year, 1, 9999), 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(Math.Min(day, 365) - 1);
        (_month, _day) = (date.Month, date.Day);
        return true;
    }

    private bool Space()
    {
        _rest = _rest.TrimStart();
        return true;
    }

    private bool Literal(char c)
    {
        if (_rest.IsEmpty || _rest[0] != c)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private bool Number(int digits, out int number)
    {
        _rest = _rest.TrimStart();
        number = 0;
        var count = 0;
        while (count < digits && count < _rest.Length && char.IsAsciiDigit(_rest[count]))
        {
            number = (number * 10) + _rest[count++] - '0';
        }

        _rest = _rest[count..];
        return count > 0;
    }

    private bool Seconds()
    {
        var count = 0;
        while (count < _rest.Length && count < 11 && char.IsAsciiDigit(_rest[count]))
        {
            count++;
        }

        if (!long.TryParse(_rest[..count], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var date = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253402300799));
        (_year, _month, _day, _hour, _minute, _second) = (date.Year, date.Month, date.Day, date.Hour, date.Minute, date.Second);
        _offset = TimeSpan.Zero;
        _rest = _rest[count..];
        return true;
    }

    private bool Name(string[] names, out int number)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && _rest.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
            {
                _rest = _rest[names[i].Length..];
                number = i + 1;
                return true;
            }
        }

        number = 0;
        return false;
    }

    private bool Half()
    {
        if (_rest.StartsWith("am", StringComparison.OrdinalIgnoreCase) || _rest.StartsWith("pm", StringComparison.OrdinalIgnoreCase))
        {
            _isAfternoon = _rest[0] is 'p' or 'P';
            _rest = _rest[2..];
            return true;
        }

        return false;
    }

    private bool Offset()
    {
        if (_rest.Length > 0 && _rest[0] is 'Z' or 'z')
        {
            _rest = _rest[1..];
            _offset = TimeSpan.Zero;
            return true;
        }

        if (_rest.IsEmpty || _rest[0] is not ('+' or '-'))
        {
            return false;
        }

        var sign = _rest[0] == '-' ? -1 : 1;
        _rest = _rest[1..];
        if (!Number(2, out var hours))
        {
            return false;
        }

        if (_rest.Length > 0 && _rest[0] == ':')
        {
            _rest = _rest[1..];
        }

        Number(2, out var minutes);
        _offset = new TimeSpan(hours, minutes, 0) * sign;
        return hours <= 14;
    }
}
