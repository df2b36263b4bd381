using System.Globalization;

namespace Workflows.Server.Scheduling.Jobs;

/// <summary>When a job runs.</summary>
/// <param name="Kind">How it is told.</param>
/// <param name="Expression">The cron expression or interval.</param>
public sealed record JobTiming(ScheduleKind Kind, string Expression)
{
    /// <summary>Every so often; at least one second.</summary>
    public static JobTiming Every(TimeSpan interval) => new(ScheduleKind.Timer, interval.ToString("c", CultureInfo.InvariantCulture));

    /// <summary>By a cron expression of 5 fields, or 6 with seconds first.</summary>
    public static JobTiming Cron(string expression) => new(ScheduleKind.Cron, expression);
}
