using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Domain.Shared.Calendars;
using Xunit;

namespace Workflows.Domain.Tests.Calendars;

public sealed class BusinessCalendarPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Generated_calendars_are_valid() =>
        Check.One(Thorough, Prop.ForAll(CalendarGenerators.Calendar, static definition =>
            CalendarValidator.Check(definition).Should().BeEmpty()));

    [Fact]
    public void Adding_agrees_with_walking_minute_by_minute() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Minutes,
            static (definition, start, minutes) =>
                BusinessCalendar.Create(definition).AddBusinessTime(start, TimeSpan.FromMinutes(minutes))
                    .Should().Be(new MinuteWalk(definition).Add(start, minutes))));

    [Fact]
    public void Between_agrees_with_walking_minute_by_minute() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Minutes,
            static (definition, a, minutes) =>
                BusinessCalendar.Create(definition).BusinessTimeBetween(a, a.AddMinutes(minutes))
                    .Should().Be(TimeSpan.FromMinutes(new MinuteWalk(definition).Between(a, a.AddMinutes(minutes))))));

    [Fact]
    public void Between_is_the_exact_inverse_of_adding_to_the_tick() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Ticks,
            static (definition, start, ticks) =>
            {
                var calendar = BusinessCalendar.Create(definition);
                var later = calendar.AddBusinessTime(start, new TimeSpan(ticks));
                var earlier = calendar.AddBusinessTime(start, new TimeSpan(-ticks));
                calendar.BusinessTimeBetween(start, later).Should().Be(new TimeSpan(ticks));
                calendar.BusinessTimeBetween(start, earlier).Should().Be(new TimeSpan(-ticks));
            }));

    [Fact]
    public void Adding_what_lies_between_two_instants_gives_the_second_up_to_closed_time() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Ticks,
            static (definition, a, ticks) =>
            {
                var calendar = BusinessCalendar.Create(definition);
                var b = a.AddTicks(ticks);
                var reached = calendar.AddBusinessTime(a, calendar.BusinessTimeBetween(a, b));
                reached.Should().BeOnOrBefore(b);
                calendar.BusinessTimeBetween(reached, b).Should().Be(TimeSpan.Zero);
            }));

    [Fact]
    public void Splitting_a_duration_anywhere_changes_nothing() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Minutes,
            static (definition, start, minutes) =>
            {
                var calendar = BusinessCalendar.Create(definition);
                var (whole, part) = (TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(minutes * 23));
                calendar.AddBusinessTime(calendar.AddBusinessTime(start, part), whole - part)
                    .Should().Be(calendar.AddBusinessTime(start, whole));
            }));

    [Fact]
    public void Open_intervals_add_up_to_the_time_between() =>
        Check.One(Thorough, Prop.ForAll(
            CalendarGenerators.Calendar, CalendarGenerators.Instant, CalendarGenerators.Ticks,
            static (definition, a, ticks) =>
            {
                var calendar = BusinessCalendar.Create(definition);
                var intervals = calendar.IntervalsBetween(a, a.AddTicks(ticks));
                new TimeSpan(intervals.Sum(static i => i.Duration.Ticks))
                    .Should().Be(calendar.BusinessTimeBetween(a, a.AddTicks(ticks)));
            }));

    [Fact]
    public void Round_the_clock_is_the_identity() =>
        Check.One(Thorough, Prop.ForAll(CalendarGenerators.Instant, CalendarGenerators.Ticks, static (start, ticks) =>
        {
            var london = BusinessCalendar.Create(
                CalendarDefinition.Weekly("Europe/London", Enum.GetValues<DayOfWeek>(), "00:00-24:00"));
            london.AddBusinessTime(start, new TimeSpan(ticks)).Should().Be(start.AddTicks(ticks));
            london.BusinessTimeBetween(start, start.AddTicks(ticks)).Should().Be(new TimeSpan(ticks));
            BusinessCalendar.AlwaysOpen.AddBusinessTime(start, new TimeSpan(-ticks)).Should().Be(start.AddTicks(-ticks));
        }));
}
