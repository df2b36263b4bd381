using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Tests.Calendars;
using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>Random lives of a clock against a minute-walking account of the time that counted.</summary>
public sealed class SlaClockPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Arbitrary<Life> Lives = Arb.From(
        from calendar in CalendarGenerators.Calendar.Generator
        from start in CalendarGenerators.Instant.Generator
        from target in Gen.Choose(1, 3000)
        from moves in (
            from after in Gen.Choose(0, 900)
            from kind in Gen.Elements("pause", "resume", "retarget")
            from to in Gen.Choose(1, 3000)
            select new Move(after, kind, to)).ListOf().Select(static list => list.Take(8))
        select new Life(calendar, start, target, [.. moves]));

    [Fact]
    public void Consumed_time_is_what_a_minute_walk_counts_while_running() => Check.One(Thorough, Prop.ForAll(Lives, static life =>
    {
        var (calendar, walk) = (BusinessCalendar.Create(life.Calendar), new MinuteWalk(life.Calendar));
        var clock = Started(life, calendar);
        var (now, counted) = (life.Start, 0);
        foreach (var move in life.Moves)
        {
            var next = now.AddMinutes(move.After);
            counted += clock.State == ClockState.Running ? walk.Between(now, next) : 0;
            now = next;
            Apply(clock, move, calendar, now);
            clock.Used(calendar, now).Should().Be(TimeSpan.FromMinutes(counted));
        }

        clock.Stop(calendar, now);
        clock.Consumed.Should().Be(TimeSpan.FromMinutes(counted));
        if (clock.State == ClockState.Met)
        {
            clock.Consumed.Should().BeLessThanOrEqualTo(clock.Target);
        }
    }));

    [Fact]
    public void Due_is_where_the_minute_walk_uses_up_what_remains() => Check.One(Thorough, Prop.ForAll(Lives, static life =>
    {
        var (calendar, walk) = (BusinessCalendar.Create(life.Calendar), new MinuteWalk(life.Calendar));
        var clock = Started(life, calendar);
        var now = life.Start;
        foreach (var move in life.Moves)
        {
            now = now.AddMinutes(move.After);
            Apply(clock, move, calendar, now);
            var remaining = (int)clock.Remaining.TotalMinutes;
            if (clock is { State: ClockState.Running, BreachedAt: null } && remaining > 0)
            {
                clock.DueAt.Should().Be(walk.Add(clock.RunningSince!.Value, remaining));
            }
        }
    }));

    [Fact]
    public void Pausing_and_resuming_at_once_changes_no_deadline() => Check.One(Thorough, Prop.ForAll(Lives, static life =>
    {
        var calendar = BusinessCalendar.Create(life.Calendar);
        var (disturbed, undisturbed) = (Started(life, calendar), Started(life, calendar));
        var now = life.Start;
        foreach (var move in life.Moves)
        {
            now = now.AddMinutes(move.After);
            if (now >= disturbed.DueAt)
            {
                break;
            }

            disturbed.Pause(calendar, now);
            disturbed.Run(calendar, now);
        }

        disturbed.DueAt.Should().Be(undisturbed.DueAt);
    }));

    [Fact]
    public void Remaining_time_survives_a_pause_of_any_length() => Check.One(Thorough, Prop.ForAll(
        Lives, CalendarGenerators.Minutes, static (life, pause) =>
        {
            var calendar = BusinessCalendar.Create(life.Calendar);
            var clock = Started(life, calendar);
            var at = life.Start.AddMinutes(life.Target / 2);
            clock.Pause(calendar, at);
            var remaining = clock.Remaining;

            clock.Run(calendar, at.AddMinutes(pause));

            clock.Remaining.Should().Be(remaining);
            if (remaining > TimeSpan.Zero)
            {
                calendar.BusinessTimeBetween(at.AddMinutes(pause), clock.DueAt!.Value).Should().Be(remaining);
            }
        }));

    private static SlaClock Started(Life life, BusinessCalendar calendar)
    {
        var clock = new SlaClock { Target = TimeSpan.FromMinutes(life.Target), StartedAt = life.Start };
        clock.Run(calendar, life.Start);
        return clock;
    }

    private static void Apply(SlaClock clock, Move move, BusinessCalendar calendar, DateTimeOffset now)
    {
        switch (move.Kind)
        {
            case "pause" when clock.State == ClockState.Running:
                clock.Pause(calendar, now);
                break;
            case "resume" when clock.State == ClockState.Paused:
                clock.Run(calendar, now);
                break;
            case "retarget":
                clock.Retarget(calendar, calendar, null, 0, TimeSpan.FromMinutes(move.To), now);
                break;
        }
    }

    private sealed record Move(int After, string Kind, int To);

    private sealed record Life(CalendarDefinition Calendar, DateTimeOffset Start, int Target, IReadOnlyList<Move> Moves);
}
