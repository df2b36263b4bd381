using FluentAssertions;
using Workflows.Domain.Shared.Calendars;
using Xunit;

namespace Workflows.Domain.Tests.Calendars;

public sealed class BusinessCalendarTests
{
    private static readonly DayOfWeek[] Workdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly CalendarDefinition Office =
        CalendarDefinition.Weekly("Europe/London", Workdays, "09:00-12:30", "13:30-17:30");

    [Theory]
    [InlineData("2026-11-20T16:30Z", 120, "2026-11-23T10:00Z")] // Friday afternoon to Monday morning
    [InlineData("2026-11-20T12:00Z", 60, "2026-11-20T14:00Z")] // across lunch
    [InlineData("2026-11-21T03:00Z", 30, "2026-11-23T09:30Z")] // created outside hours
    [InlineData("2026-11-20T16:30Z", 60, "2026-11-20T17:30Z")] // the end of a day, not the next morning
    [InlineData("2026-03-27T16:30Z", 90, "2026-03-30T08:30Z")] // the clocks go forward over the weekend
    public void Office_hours_add_up_by_hand(string start, int minutes, string expected) =>
        BusinessCalendar.Create(Office).AddBusinessTime(At(start), TimeSpan.FromMinutes(minutes)).Should().Be(At(expected));

    [Fact]
    public void A_night_shift_loses_the_hour_the_clock_skips_and_gains_the_one_it_repeats()
    {
        var night = BusinessCalendar.Create(CalendarDefinition.Weekly("Europe/London", [DayOfWeek.Saturday], "22:00-06:00"));

        night.BusinessTimeBetween(At("2026-03-28T12:00Z"), At("2026-03-29T12:00Z")).Should().Be(TimeSpan.FromHours(7));
        night.BusinessTimeBetween(At("2026-10-24T12:00Z"), At("2026-10-25T12:00Z")).Should().Be(TimeSpan.FromHours(9));
        night.BusinessTimeBetween(At("2026-06-06T12:00Z"), At("2026-06-07T12:00Z")).Should().Be(TimeSpan.FromHours(8));
    }

    [Fact]
    public void Holidays_half_days_and_extra_openings_apply_to_their_dates()
    {
        var calendar = BusinessCalendar.Create(Office with
        {
            Exceptions =
            [
                CalendarException.Holiday(new DateOnly(2026, 12, 25), "Christmas Day"),
                new CalendarException(new DateOnly(2026, 12, 24), CalendarExceptionKind.HalfDay, [OpeningHours.Parse("09:00-12:00")]),
                new CalendarException(new DateOnly(2026, 12, 26), CalendarExceptionKind.ExtraOpening, [OpeningHours.Parse("10:00-11:00")]),
            ],
        });

        calendar.BusinessTimeBetween(At("2026-12-24T00:00Z"), At("2026-12-25T00:00Z")).Should().Be(TimeSpan.FromHours(3));
        calendar.BusinessTimeBetween(At("2026-12-25T00:00Z"), At("2026-12-26T00:00Z")).Should().Be(TimeSpan.Zero);
        calendar.AddBusinessTime(At("2026-12-24T11:30Z"), TimeSpan.FromHours(1)).Should().Be(At("2026-12-26T10:30Z"));
    }

    [Fact]
    public void A_holiday_also_ends_the_shift_that_began_the_evening_before()
    {
        var calendar = BusinessCalendar.Create(
            CalendarDefinition.Weekly("UTC", Enum.GetValues<DayOfWeek>(), "20:00-04:00") with
            {
                Exceptions = [CalendarException.Holiday(new DateOnly(2026, 6, 10))],
            });

        calendar.BusinessTimeBetween(At("2026-06-09T12:00Z"), At("2026-06-11T12:00Z")).Should().Be(TimeSpan.FromHours(4));
    }

    [Theory]
    [InlineData("2026-11-20T16:30Z", 2, "2026-11-24T16:30Z")] // Friday, two business days: Tuesday, same time
    [InlineData("2026-11-21T03:00Z", 1, "2026-11-24T09:00Z")] // Saturday night counts from Monday's opening
    [InlineData("2026-11-20T18:00Z", 1, "2026-11-24T09:00Z")] // after closing counts from the next opening
    [InlineData("2026-11-20T12:45Z", 1, "2026-11-23T13:30Z")] // lunch counts from the afternoon
    [InlineData("2026-10-23T15:00Z", 1, "2026-10-26T16:00Z")] // wall time stays across the clock change
    public void Business_days_keep_the_time_of_day(string start, int days, string expected) =>
        BusinessCalendar.Create(Office).AddBusinessDays(At(start), days).Should().Be(At(expected));

    [Fact]
    public void Deadlines_far_beyond_what_was_precomputed_are_found()
    {
        var calendar = BusinessCalendar.Create(CalendarDefinition.Weekly("UTC", [DayOfWeek.Monday], "09:00-09:01"));
        var start = At("2026-01-01T00:00Z");

        var due = calendar.AddBusinessTime(start, TimeSpan.FromMinutes(52 * 20));

        due.Year.Should().Be(2045);
        calendar.BusinessTimeBetween(start, due).Should().Be(TimeSpan.FromMinutes(52 * 20));
        calendar.AddBusinessTime(due, TimeSpan.FromMinutes(-52 * 60)).Year.Should().Be(1986);
    }

    [Fact]
    public void An_empty_calendar_is_refused() =>
        FluentActions.Invoking(() => BusinessCalendar.Create(new CalendarDefinition("UTC", new Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>>(), [])))
            .Should().Throw<ArgumentException>().WithMessage("*never opens*");

    [Fact]
    public void Every_problem_of_a_calendar_is_named()
    {
        var day = new DateOnly(2026, 1, 1);
        var definition = new CalendarDefinition(
            "Mars/Olympus",
            new Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>>
            {
                [DayOfWeek.Monday] = [new OpeningHours(540, 720), new OpeningHours(700, 800), new OpeningHours(900, 900)],
            },
            [CalendarException.Holiday(day), CalendarException.Holiday(day), new CalendarException(day, CalendarExceptionKind.ExtraOpening, [])]);

        CalendarValidator.Check(definition).Select(static p => p.Path).Should().BeEquivalentTo(
            "zone", "week.monday[1]", "week.monday[2]", "exceptions[1]", "exceptions[2]");
    }

    [Theory]
    [InlineData("09:00-17:30", 540, 1050)]
    [InlineData("22:00-06:00", 1320, 1800)]
    [InlineData("00:00-24:00", 0, 1440)]
    public void Opening_hours_are_read_and_written_as_people_write_them(string text, int start, int end)
    {
        OpeningHours.Parse(text).Should().Be(new OpeningHours(start, end));
        new OpeningHours(start, end).ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("9-17")]
    [InlineData("09:00-09:00")]
    [InlineData("09:60-10:00")]
    [InlineData("25:00-26:00")]
    [InlineData(null)]
    public void Other_texts_are_refused(string? text) => OpeningHours.TryParse(text, out _).Should().BeFalse();

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
