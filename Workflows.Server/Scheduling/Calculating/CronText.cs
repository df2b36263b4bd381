using Quartz;

namespace Workflows.Server.Scheduling.Calculating;

/// <summary>
/// Reads cron expressions as Elsa's are written: five fields, or six with seconds first; days of the week 0 to 7 with Sunday as 0
/// and 7; <c>?</c> as <c>*</c>. Seven fields (with a year) are Quartz's own dialect with Sunday as 1. When both day fields name
/// days, either of them suffices.
/// </summary>
internal static class CronText
{
    /// <exception cref="ScheduleException">It cannot be understood.</exception>
    public static CronExpression Parse(string text, TimeZoneInfo zone)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var expression = fields.Length switch
            {
                1 or 5 => Unix(fields),
                6 => WithSeconds(Unix(fields[1..]), fields[0]),
                7 => CronExpression.Parse(text),
                _ => throw new ScheduleException($"The cron expression '{text}' has {fields.Length} fields; it needs 5, or 6 with seconds."),
            };
            return expression.WithTimeZone(zone);
        }
        catch (FormatException error)
        {
            throw new ScheduleException($"The cron expression '{text}' cannot be read: {error.Message}", error);
        }
    }

    private static CronExpression Unix(string[] fields) =>
        CronExpression.Parse(string.Join(' ', fields.Select(static f => f == "?" ? "*" : f)), CronFormat.Unix);

    private static CronExpression WithSeconds(CronExpression minutes, string seconds)
    {
        var rest = minutes.ToString();
        return CronExpression.Parse(seconds + rest[rest.IndexOf(' ', StringComparison.Ordinal)..]);
    }
}
