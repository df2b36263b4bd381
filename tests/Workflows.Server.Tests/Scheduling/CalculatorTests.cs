using System.Globalization;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Calculating;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class CalculatorTests
{
    private static readonly DateTimeOffset Anchor = At("2026-01-01T00:00:00Z");

    [Theory]
    // Spring: the clock goes from 01:00 to 02:00 (London), from 02:00 to 03:00 (New York); the local time does not exist that day.
    [InlineData("Europe/London", "30 1 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z")]
    // Autumn: the local time occurs twice; it fires at the first.
    [InlineData("Europe/London", "30 1 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("America/New_York", "30 1 * * *", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    // Office hours keep their wall time.
    [InlineData("Europe/London", "0 9 * * 1-5", "2026-03-27T12:00:00Z", "2026-03-30T08:00:00Z", "2026-03-31T08:00:00Z")]
    public void Daily_times_fire_once_a_day_across_clock_changes(string zone, string cron, string after, string first, string second)
    {
        var calculator = Cron(cron, zone);
        calculator.Between(At(after), At(second)).Should().Equal(At(first), At(second));
    }

    [Theory]
    [InlineData("Europe/London", "2026-10-25T00:00:00Z", 25)]
    [InlineData("Europe/London", "2026-03-29T00:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01T04:00:00Z", 25)]
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", 23)]
    public void Hourly_schedules_fire_every_hour_of_long_and_short_days(string zone, string midnight, int hours)
    {
        var start = At(midnight);
        var slots = Cron("0 * * * *", zone).Between(start.AddTicks(-1), start.AddHours(hours).AddTicks(-1)).ToList();
        slots.Should().HaveCount(hours).And.BeInAscendingOrder();
        slots.Zip(slots.Skip(1), static (a, b) => b - a).Should().AllBeEquivalentTo(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("0 9 * * 1", "2026-05-04T09:00:00Z")]
    [InlineData("0 0 9 * * 1", "2026-05-04T09:00:00Z")]
    [InlineData("30 0 9 ? * MON", "2026-05-04T09:00:30Z")]
    [InlineData("0 0 9 ? * 2 2026", "2026-05-04T09:00:00Z")]
    [InlineData("0 9 * * 0", "2026-05-03T09:00:00Z")]
    [InlineData("@daily", "2026-05-02T00:00:00Z")]
    public void Fields_mean_what_elsa_means_by_them(string cron, string first) =>
        Cron(cron, "UTC").Next(At("2026-05-01T12:00:00Z")).Should().Be(At(first));

    [Theory]
    [InlineData("61 * * * *")]
    [InlineData("* * *")]
    [InlineData("")]
    [InlineData("a b c d e")]
    public void Nonsense_is_refused_with_a_reason(string cron)
    {
        var read = () => Cron(cron, "UTC");
        read.Should().Throw<ScheduleException>().WithMessage("The cron expression*");
    }

    [Fact]
    public void Unknown_zones_and_tiny_intervals_are_refused()
    {
        var zone = () => Cron("0 9 * * *", "Europe/Atlantis");
        zone.Should().Throw<ScheduleException>().WithMessage("*Europe/Atlantis*");
        var tiny = () => Interval(TimeSpan.FromMilliseconds(10));
        tiny.Should().Throw<ScheduleException>().WithMessage("*interval*");
    }

    [Fact]
    public void Intervals_keep_their_phase_from_the_anchor()
    {
        var calculator = Interval(TimeSpan.FromMinutes(7));
        calculator.Next(Anchor.AddHours(-5)).Should().Be(Anchor.AddMinutes(7));
        calculator.Next(Anchor).Should().Be(Anchor.AddMinutes(7));
        calculator.Next(Anchor.AddMinutes(7)).Should().Be(Anchor.AddMinutes(14));
        calculator.Next(Anchor.AddMinutes(8)).Should().Be(Anchor.AddMinutes(14));
    }

    [Fact]
    public void A_start_at_an_instant_is_due_once()
    {
        var calculator = ScheduleCalculator.Create(Spec(ScheduleKind.StartAt, Anchor.ToString("O", CultureInfo.InvariantCulture)), Anchor);
        calculator.Next(Anchor.AddDays(-1)).Should().Be(Anchor);
        calculator.Next(Anchor).Should().BeNull();
        calculator.Latest(Anchor.AddDays(-1), Anchor.AddDays(1)).Should().Be(Anchor);
    }

    [Fact]
    public void The_latest_slot_is_the_last_of_those_between()
    {
        var zones = new[] { "UTC", "Europe/London", "America/New_York" };
        var crons = new[] { "0 3 * * *", "*/7 * * * *", "30 1 * * 0", "0 0 1 * *", "15 */6 * * *" };
        Prop.ForAll(
            Gen.Elements(crons).ToArbitrary(), Gen.Elements(zones).ToArbitrary(), Gen.Choose(0, 60 * 24 * 90).Two().ToArbitrary(),
            (cron, zone, minutes) =>
            {
                var calculator = Cron(cron, zone);
                var from = At("2026-02-01T00:00:00Z").AddMinutes(minutes.Item1);
                var until = from.AddMinutes(minutes.Item2);
                return calculator.Latest(from, until) == calculator.Between(from, until).Cast<DateTimeOffset?>().LastOrDefault();
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_preview_shows_wall_time_and_offset_across_the_change()
    {
        var upcoming = Cron("30 1 * * *", "Europe/London").Upcoming(At("2026-03-27T12:00:00Z"), 3);
        upcoming.Select(static u => $"{u.Local} {u.Offset} {u.ClockChange}").Should().Equal(
            "2026-03-28T01:30:00 +00:00 False", "2026-03-29T02:00:00 +01:00 True", "2026-03-30T01:30:00 +01:00 False");
    }

    private static ScheduleCalculator Cron(string cron, string zone) =>
        ScheduleCalculator.Create(Spec(ScheduleKind.Cron, cron) with { Zone = zone }, Anchor);

    private static ScheduleCalculator Interval(TimeSpan interval) =>
        ScheduleCalculator.Create(Spec(ScheduleKind.Timer, interval.ToString("c", CultureInfo.InvariantCulture)), Anchor);

    private static ScheduleSpec Spec(ScheduleKind kind, string expression) =>
        new("test", ScheduleTarget.Job, kind, expression, "UTC", MisfirePolicy.FireOnceNow, "Test");

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
