using System.Globalization;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>Finds everything that makes a calendar unusable, not only the first thing.</summary>
public static class CalendarValidator
{
    /// <summary>Most exceptions a calendar may hold: thirty years of holidays.</summary>
    public const int MostExceptions = 1000;

    /// <summary>All problems of a definition; empty when it can be used.</summary>
    public static IReadOnlyList<CalendarProblem> Check(CalendarDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var problems = new List<CalendarProblem>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(definition.Zone ?? "", out _))
        {
            problems.Add(new CalendarProblem("zone", $"'{definition.Zone}' is not a known time zone."));
        }

        foreach (var (day, hours) in definition.Week)
        {
            CheckHours(hours, $"week.{day.ToString().ToLowerInvariant()}", problems);
        }

        // Exceptions end; a calendar that opens on them alone would never reach a deadline beyond the last.
        if (definition.Week.All(static day => day.Value.Count == 0))
        {
            problems.Add(new CalendarProblem("week", "The calendar never opens: give at least one interval on one weekday."));
        }

        CheckExceptions(definition.Exceptions, problems);
        return problems;
    }

    private static void CheckExceptions(IReadOnlyList<CalendarException> exceptions, List<CalendarProblem> problems)
    {
        if (exceptions.Count > MostExceptions)
        {
            problems.Add(new CalendarProblem("exceptions", $"At most {MostExceptions} exceptions."));
            return;
        }

        var decided = new HashSet<DateOnly>();
        for (var index = 0; index < exceptions.Count; index++)
        {
            var exception = exceptions[index];
            var path = string.Create(CultureInfo.InvariantCulture, $"exceptions[{index}]");
            CheckHours(exception.Hours, $"{path}.hours", problems);
            if ((exception.Kind == CalendarExceptionKind.Holiday) != (exception.Hours.Count == 0))
            {
                problems.Add(new CalendarProblem(path, exception.Kind == CalendarExceptionKind.Holiday
                    ? "A holiday has no hours." : "Give the hours of the half day or extra opening."));
            }

            if (exception.Kind != CalendarExceptionKind.ExtraOpening && !decided.Add(exception.Date))
            {
                problems.Add(new CalendarProblem(path, $"{exception.Date:O} is already decided by another exception."));
            }
        }
    }

    private static void CheckHours(IReadOnlyList<OpeningHours> hours, string path, List<CalendarProblem> problems)
    {
        for (var index = 0; index < hours.Count; index++)
        {
            var (start, end) = hours[index];
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            if (start is < 0 or >= OpeningHours.MinutesPerDay || end <= start || end - start > OpeningHours.MinutesPerDay)
            {
                problems.Add(new CalendarProblem(at, "An interval starts within its day and lasts from 1 minute to 24 hours."));
            }
            else if (hours.Take(index).Any(other => other.Start < end && start < other.End))
            {
                problems.Add(new CalendarProblem(at, $"{hours[index]} overlaps another interval of the day."));
            }
        }
    }
}
