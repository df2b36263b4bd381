using System.Globalization;
using Quartz;
using Workflows.Engine.Scheduling;

namespace Workflows.Server.Scheduling.Calculating;

/// <summary>
/// When a schedule is due. The one place that decides it: Quartz's triggers, the ledger, the preview and simulated time all ask
/// here. A local time that the clock change skips is due at the instant of the change; one that occurs twice is due the first time,
/// unless the expression means every so many minutes or hours.
/// </summary>
public abstract class ScheduleCalculator
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private ScheduleCalculator(TimeZoneInfo zone) => Zone = zone;

    /// <summary>The zone that firings are meant and shown in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="spec">The schedule.</param>
    /// <param name="anchor">Where the counting of intervals begins.</param>
    /// <exception cref="ScheduleException">Expression or zone cannot be understood.</exception>
    public static ScheduleCalculator Create(ScheduleSpec spec, DateTimeOffset anchor)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(spec.Zone, out var zone))
        {
            throw new ScheduleException($"'{spec.Zone}' is no zone such as Europe/London.");
        }

        return spec.Kind switch
        {
            ScheduleKind.Cron => new ByCron(Cron(spec.Expression, zone), CronText.Parse(spec.Expression, zone), zone),
            ScheduleKind.Timer => new ByInterval(Interval(spec.Expression), anchor, zone),
            _ => new Once(Instant(spec.Expression), zone),
        };
    }

    /// <summary>The first slot after an instant; null when there is none any more.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>The slots after <paramref name="after"/>, up to and including <paramref name="until"/>.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (var slot = Next(after); slot is { } due && due <= until; slot = Next(due))
        {
            yield return due;
        }
    }

    /// <summary>The last slot in a span; null when it has none.</summary>
    public DateTimeOffset? Latest(DateTimeOffset after, DateTimeOffset until)
    {
        // Look back in growing steps, so that a frequent schedule is not walked from the far end.
        for (var back = TimeSpan.FromMinutes(2); until - back > after; back *= 16)
        {
            if (Next(until - back) is { } due && due <= until)
            {
                return Between(until - back, until).Last();
            }
        }

        return Between(after, until).Cast<DateTimeOffset?>().LastOrDefault();
    }

    /// <summary>The coming slots with their local time.</summary>
    public IReadOnlyList<UpcomingFiring> Upcoming(DateTimeOffset after, int count)
    {
        var found = new List<UpcomingFiring>(count);
        var before = after;
        for (var slot = Next(after); slot is { } due && found.Count < count; slot = Next(due))
        {
            found.Add(UpcomingFiring.Of(due, before, Zone));
            before = due;
        }

        return found;
    }

    /// <summary>How Quartz says the same.</summary>
    internal abstract IScheduleBuilder ToQuartz(MisfirePolicy misfire);


    private static TimeSpan Interval(string text)
    {
        if (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var interval) || interval < ShortestInterval)
        {
            throw new ScheduleException($"The interval '{text}' must be at least {ShortestInterval}.");
        }

        return interval;
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw new ScheduleException($"'{text}' is no instant.");

    private static CronSchedule Cron(string text, TimeZoneInfo zone) => CronSchedule.TryParse(text, zone, out var schedule, out var error)
        ? schedule!
        : throw new ScheduleException($"The cron expression '{text}' cannot be read: {error}");

    // The engine's evaluator decides, so that a schedule and a wait with the same expression agree; Quartz's copy only rings.
    private sealed class ByCron(CronSchedule schedule, CronExpression expression, TimeZoneInfo zone) : ScheduleCalculator(zone)
    {
        public override DateTimeOffset? Next(DateTimeOffset after) => schedule.NextAfter(after);

        internal override IScheduleBuilder ToQuartz(MisfirePolicy misfire) =>
            CronScheduleBuilder.Create(expression).InTimeZone(Zone).WithMisfireInstruction(
                misfire == MisfirePolicy.Skip ? CronTriggerMisfireInstruction.DoNothing : CronTriggerMisfireInstruction.FireAndProceed);
    }

    private sealed class ByInterval(TimeSpan interval, DateTimeOffset anchor, TimeZoneInfo zone) : ScheduleCalculator(zone)
    {
        public override DateTimeOffset? Next(DateTimeOffset after)
        {
            var elapsed = after < anchor ? 0 : (after - anchor).Ticks / interval.Ticks;
            return anchor + (interval * (elapsed + 1));
        }

        // Of Quartz's ways only this one keeps the phase; missed slots are the ledger's to make up for.
        internal override IScheduleBuilder ToQuartz(MisfirePolicy misfire) =>
            SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount);
    }

    private sealed class Once(DateTimeOffset instant, TimeZoneInfo zone) : ScheduleCalculator(zone)
    {
        public override DateTimeOffset? Next(DateTimeOffset after) => after < instant ? instant : null;

        internal override IScheduleBuilder ToQuartz(MisfirePolicy misfire) =>
            SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow);
    }
}
