using System.Globalization;
using FluentAssertions;
using Workflows.Engine.Scheduling;
using Xunit;

namespace Workflows.Engine.Tests.Scheduling;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Apia = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");

    [Theory]
    [InlineData("*/5 * * * *", "2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z")]
    [InlineData("0 9 * * 1-5", "2026-03-06T09:00:00Z", "2026-03-09T09:00:00Z")]
    [InlineData("30 8 1 * *", "2026-03-02T00:00:00Z", "2026-04-01T08:30:00Z")]
    [InlineData("*/10 * * * * *", "2026-03-02T09:00:01Z", "2026-03-02T09:00:10Z")]
    [InlineData("0 0 12 ? * MON", "2026-03-02T12:00:00Z", "2026-03-09T12:00:00Z")]
    [InlineData("0 0 12 ? * 1", "2026-03-02T12:00:00Z", "2026-03-09T12:00:00Z")]
    [InlineData("0 0 12 * * 1", "2026-03-02T12:00:00Z", "2026-03-09T12:00:00Z")]
    [InlineData("0 0 12 L * ?", "2026-02-03T00:00:00Z", "2026-02-28T12:00:00Z")]
    [InlineData("0 0 12 LW * ?", "2026-02-03T00:00:00Z", "2026-02-27T12:00:00Z")]
    [InlineData("0 0 12 L-3 * ?", "2026-03-01T00:00:00Z", "2026-03-28T12:00:00Z")]
    [InlineData("0 0 12 15W * ?", "2026-03-01T00:00:00Z", "2026-03-16T12:00:00Z")]
    [InlineData("0 0 12 1W * ?", "2026-08-01T00:00:00Z", "2026-08-03T12:00:00Z")]
    [InlineData("0 0 12 ? * 5L", "2026-03-01T00:00:00Z", "2026-03-27T12:00:00Z")]
    [InlineData("0 0 12 ? * FRI#2", "2026-03-01T00:00:00Z", "2026-03-13T12:00:00Z")]
    [InlineData("0 0 12 ? * 5#5", "2026-03-01T00:00:00Z", "2026-05-29T12:00:00Z")]
    [InlineData("0 0 0 29 2 ? *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 1 1 ? 2030", "2026-03-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    [InlineData("0 22-2 * * *", "2026-03-01T22:30:00Z", "2026-03-01T23:00:00Z")]
    [InlineData("0 0 * * FRI-MON", "2026-03-02T00:00:00Z", "2026-03-06T00:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z")]
    [InlineData("@daily", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")]
    public void Next_firing_is_the_first_after_the_instant(string expression, string after, string expected)
    {
        var next = CronSchedule.Parse(expression, TimeZoneInfo.Utc).NextAfter(At(after));

        next.Should().Be(At(expected));
    }

    [Fact]
    public void A_skipped_local_time_fires_once_after_the_gap()
    {
        var daily = CronSchedule.Parse("30 1 * * *", London);

        daily.NextAfter(At("2026-03-28T12:00:00Z"), 2).Should().Equal(At("2026-03-29T01:00:00Z"), At("2026-03-30T00:30:00Z"));
    }

    [Fact]
    public void Several_skipped_times_fire_once_together()
    {
        var quarters = CronSchedule.Parse("*/15 * * * *", Berlin);

        quarters.NextAfter(At("2026-03-29T00:30:00Z"), 3)
            .Should().Equal(At("2026-03-29T00:45:00Z"), At("2026-03-29T01:00:00Z"), At("2026-03-29T01:15:00Z"));
    }

    [Fact]
    public void A_doubled_local_time_fires_once_at_the_first()
    {
        var daily = CronSchedule.Parse("30 1 * * *", London);

        daily.NextAfter(At("2026-10-24T12:00:00Z"), 2).Should().Equal(At("2026-10-25T00:30:00Z"), At("2026-10-26T01:30:00Z"));
    }

    // Both changes of both zones: what means "every so often" goes on through the doubled hour and has one firing less in the gap's.
    [Theory]
    [InlineData("Europe/London", "*/30 * * * *", "2026-10-25T00:29:00Z", "00:30 01:00 01:30 02:00")]
    [InlineData("Europe/London", "*/30 1 * * *", "2026-10-24T23:59:00Z", "00:00 00:30 01:00 01:30")]
    [InlineData("Europe/London", "0 0-2 * * *", "2026-10-24T22:59:00Z", "23:00 00:00 01:00 02:00")]
    [InlineData("Europe/London", "30 1 * * *", "2026-10-25T00:00:00Z", "00:30 01:30")]
    [InlineData("America/New_York", "0 * * * *", "2026-11-01T04:30:00Z", "05:00 06:00 07:00")]
    [InlineData("Europe/London", "*/30 * * * *", "2026-03-29T00:29:00Z", "00:30 01:00 01:30")]
    [InlineData("America/New_York", "0 * * * *", "2026-03-08T05:30:00Z", "06:00 07:00 08:00")]
    public void Stretches_go_on_through_clock_changes_and_single_times_fire_once(string zone, string expression, string after, string times) =>
        CronSchedule.Parse(expression, TimeZoneInfo.FindSystemTimeZoneById(zone)).NextAfter(DateTimeOffset.Parse(after, null), times.Split(' ').Length)
            .Select(static next => next.ToString("HH:mm", null)).Should().Equal(times.Split(' '));

    [Fact]
    public void A_skipped_day_fires_when_the_next_begins()
    {
        CronSchedule.Parse("0 12 30 12 *", Apia).NextAfter(At("2011-12-01T00:00:00Z")).Should().Be(At("2011-12-30T10:00:00Z"));
    }

    [Theory]
    [InlineData("* * * *", "4 fields")]
    [InlineData("60 * * * *", "minute")]
    [InlineData("* * * 13 *", "month")]
    [InlineData("* * 32 * *", "day of month")]
    [InlineData("* * * * FOO", "day of week")]
    [InlineData("*/0 * * * *", "minute")]
    public void A_bad_expression_says_where_it_is_bad(string expression, string part)
    {
        CronSchedule.TryParse(expression, TimeZoneInfo.Utc, out _, out var error).Should().BeFalse();
        error.Should().Contain(part);
    }

    [Fact]
    public void An_expression_of_the_past_never_fires()
    {
        CronSchedule.Parse("0 0 0 1 1 ? 2020", TimeZoneInfo.Utc).NextAfter(At("2026-01-01T00:00:00Z")).Should().BeNull();
    }

    [Fact]
    public void Firings_of_every_zone_grow_and_show_a_fitting_local_time()
    {
        foreach (var zone in new[] { London, Berlin, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe") })
        {
            var firings = CronSchedule.Parse("20 * * * *", zone).NextAfter(At("2026-01-01T00:00:00Z"), 9000).ToList();
            firings.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
            firings.Count(instant => TimeZoneInfo.ConvertTime(instant, zone).Minute != 20).Should().BeLessThanOrEqualTo(2);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
