using System.Globalization;
using System.Text;

namespace Workflows.Templates.Functions;

/// <summary>Writes dates by strftime patterns, as Ruby and Liquid do.</summary>
internal static class DateFormatter
{
    public const string Default = "%d %b %Y";

    public static string Format(DateTimeOffset date, string pattern, CultureInfo culture)
    {
        var builder = new StringBuilder(pattern.Length + 16);
        if (pattern.Contains("%g", StringComparison.Ordinal))
        {
            culture = CultureInfo.InvariantCulture;
            pattern = pattern is "%g" ? Default : pattern.Replace("%g ", "", StringComparison.Ordinal).Replace("%g", "", StringComparison.Ordinal);
        }

        Append(builder, date, pattern, culture, 0);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, DateTimeOffset date, string pattern, CultureInfo culture, int depth)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c != '%' || i + 1 == pattern.Length)
            {
                builder.Append(c);
                continue;
            }

            var directive = pattern[++i];
            if (Composed(directive) is { } composed && depth < 2)
            {
                Append(builder, date, composed, culture, depth + 1);
            }
            else
            {
                AppendOne(builder, date, directive, culture);
            }
        }
    }

    private static string? Composed(char directive) => directive switch
    {
        'c' => "%a %b %e %T %Y",
        'D' => "%m/%d/%y",
        'F' => "%Y-%m-%d",
        'r' => "%I:%M:%S %p",
        'R' => "%H:%M",
        'T' => "%H:%M:%S",
        _ => null,
    };

    private static void AppendOne(StringBuilder builder, DateTimeOffset date, char directive, CultureInfo culture)
    {
        var hour12 = date.Hour % 12 == 0 ? 12 : date.Hour % 12;
        _ = directive switch
        {
            'a' => builder.Append(culture.DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek)),
            'A' => builder.Append(culture.DateTimeFormat.GetDayName(date.DayOfWeek)),
            'b' or 'h' => builder.Append(culture.DateTimeFormat.GetAbbreviatedMonthName(date.Month)),
            'B' => builder.Append(date.ToString("MMMM", culture)),
            'C' => Number(builder, date.Year / 100, 2, '0'),
            'd' => Number(builder, date.Day, 2, '0'),
            'e' => Number(builder, date.Day, 2, ' '),
            'H' => Number(builder, date.Hour, 2, '0'),
            'I' => Number(builder, hour12, 2, '0'),
            'j' => Number(builder, date.DayOfYear, 3, '0'),
            'k' => Number(builder, date.Hour, 2, ' '),
            'l' => Number(builder, hour12, 2, ' '),
            'L' => Number(builder, date.Millisecond, 3, '0'),
            'm' => Number(builder, date.Month, 2, '0'),
            'M' => Number(builder, date.Minute, 2, '0'),
            'n' => builder.Append('\n'),
            'N' => Number(builder, date.Ticks % TimeSpan.TicksPerSecond * 100, 9, '0'),
            'p' => builder.Append(date.ToString("tt", culture)),
            'P' => builder.Append(date.ToString("tt", culture).ToLower(culture)),
            's' => builder.Append(date.ToUnixTimeSeconds()),
            'S' => Number(builder, date.Second, 2, '0'),
            't' => builder.Append('\t'),
            'u' => builder.Append(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek),
            'U' => Number(builder, (date.DayOfYear + 6 - (int)date.DayOfWeek) / 7, 2, '0'),
            'v' => builder.Append(CultureInfo.InvariantCulture, $"{date.Day,2}-").Append(
                CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(date.Month).ToUpperInvariant())
                .Append('-').Append(CultureInfo.InvariantCulture, $"{date.Year:0000}"),
            'V' => Number(builder, ISOWeek.GetWeekOfYear(date.DateTime), 2, '0'),
            'W' => Number(builder, (date.DayOfYear + 6 - (((int)date.DayOfWeek + 6) % 7)) / 7, 2, '0'),
            'w' => builder.Append((int)date.DayOfWeek),
            'x' => builder.Append(date.ToString("d", culture)),
            'X' => builder.Append(date.ToString("T", culture)),
            'y' => Number(builder, date.Year % 100, 2, '0'),
            'Y' => Number(builder, date.Year, 4, '0'),
            'Z' => builder.Append(date.ToString("zzz", CultureInfo.InvariantCulture)),
            '%' => builder.Append('%'),
            _ => builder.Append('%').Append(directive),
        };
    }

    private static StringBuilder Number(StringBuilder builder, long number, int width, char fill)
    {
        var digits = 1;
        for (var rest = number; rest >= 10; rest /= 10)
        {
            digits++;
        }

        return builder.Append(fill, Math.Max(0, width - digits)).Append(number);
    }
}
