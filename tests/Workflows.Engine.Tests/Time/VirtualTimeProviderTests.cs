using FluentAssertions;
using Workflows.Engine.Time;
using Xunit;

namespace Workflows.Engine.Tests.Time;

public sealed class VirtualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_order_with_the_clock_at_their_instant()
    {
        var clock = new VirtualTimeProvider(Start);
        var fired = new List<string>();
        using var late = clock.CreateTimer(_ => fired.Add($"late {clock.GetUtcNow():mm:ss}"), null, TimeSpan.FromSeconds(90), Timeout.InfiniteTimeSpan);
        using var tick = clock.CreateTimer(_ => fired.Add($"tick {clock.GetUtcNow():mm:ss}"), null, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40));

        clock.Advance(TimeSpan.FromSeconds(100));

        fired.Should().Equal("tick 00:40", "tick 01:20", "late 01:30");
        clock.GetUtcNow().Should().Be(Start.AddSeconds(100));
        clock.NextTimer.Should().Be(Start.AddSeconds(120));
    }

    [Fact]
    public void A_changed_or_disposed_timer_does_not_fire_at_its_old_instant()
    {
        var clock = new VirtualTimeProvider(Start);
        var fired = 0;
        using var changed = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        var disposed = clock.CreateTimer(_ => fired += 100, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        changed.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        disposed.Dispose();

        clock.Advance(TimeSpan.FromSeconds(15));
        fired.Should().Be(0);
        clock.Advance(TimeSpan.FromSeconds(5));
        fired.Should().Be(1);
    }

    [Fact]
    public async Task Task_delay_ends_when_the_clock_passes()
    {
        var clock = new VirtualTimeProvider(Start);
        var delay = Task.Delay(TimeSpan.FromHours(3), clock);
        clock.Advance(TimeSpan.FromHours(2));
        delay.IsCompleted.Should().BeFalse();
        clock.SetUtcNow(Start.AddHours(3));
        await delay;
    }

    [Fact]
    public void The_clock_does_not_run_backwards()
    {
        var clock = new VirtualTimeProvider(Start);

        FluentActions.Invoking(() => clock.SetUtcNow(Start.AddTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
