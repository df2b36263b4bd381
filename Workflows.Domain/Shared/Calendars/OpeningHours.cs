using System.Globalization;
using System.Text.Json.Serialization;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>One interval of opening, in wall-clock minutes after midnight of the day it starts on.</summary>
/// <param name="Start">First open minute, 0..1439.</param>
/// <param name="End">First closed minute, after <paramref name="Start"/>; above 1440 it reaches into the next day.</param>
[JsonConverter(typeof(OpeningHoursJsonConverter))]
public readonly record struct OpeningHours(int Start, int End)
{
    /// <summary>Minutes of a wall-clock day.</summary>
    public const int MinutesPerDay = 24 * 60;

    /// <summary>The whole day.</summary>
    public static OpeningHours WholeDay { get; } = new(0, MinutesPerDay);

    /// <summary>
    /// Reads <c>HH:mm-HH:mm</c>. An end at or before the start lies on the next day (<c>22:00-06:00</c>); <c>24:00</c> is the end of
    /// the day. Equal start and end are refused because they could mean nothing or a whole day.
    /// </summary>
    public static bool TryParse(string? text, out OpeningHours hours)
    {
        hours = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 0 || !TryMinutes(text.AsSpan(0, dash), out var start) || !TryMinutes(text.AsSpan(dash + 1), out var end)
            || start == end || start >= MinutesPerDay)
        {
            return false;
        }

        hours = new OpeningHours(start, end > start ? end : end + MinutesPerDay);
        return true;
    }

    /// <summary>Reads <c>HH:mm-HH:mm</c>; throws <see cref="FormatException"/> for anything else.</summary>
    public static OpeningHours Parse(string text) =>
        TryParse(text, out var hours) ? hours : throw new FormatException($"'{text}' is not an interval like 09:00-17:30.");

    /// <inheritdoc />
    public override string ToString() => $"{Clock(Start)}-{Clock(End > MinutesPerDay ? End - MinutesPerDay : End)}";

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static bool TryMinutes(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        text = text.Trim();
        if (text.Length != 5 || text[2] != ':'
            || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minutes <= MinutesPerDay;
    }
}
