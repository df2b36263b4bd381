using FluentAssertions;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Calculating;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class FiringPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(MisfirePolicy.FireOnceNow)]
    [InlineData(MisfirePolicy.Skip)]
    [InlineData(MisfirePolicy.FireAll)]
    public void A_slot_in_time_fires_whatever_the_policy(MisfirePolicy policy) =>
        FiringPlanner.Plan([Now.AddSeconds(-1)], Now, policy, LateAfter)
            .Should().Equal(new PlannedFiring(Now.AddSeconds(-1), true, null));

    [Theory]
    [InlineData(MisfirePolicy.FireOnceNow, "skip skip fire")]
    [InlineData(MisfirePolicy.Skip, "skip skip skip")]
    [InlineData(MisfirePolicy.FireAll, "fire fire fire")]
    public void Missed_slots_follow_the_policy(MisfirePolicy policy, string expected)
    {
        var plans = FiringPlanner.Plan([Now.AddHours(-3), Now.AddHours(-2), Now.AddHours(-1)], Now, policy, LateAfter);
        string.Join(' ', plans.Select(static p => p.Fire ? "fire" : "skip")).Should().Be(expected);
        plans.Should().OnlyContain(static p => p.Reason != null, "every late or skipped firing says why");
    }

    [Fact]
    public void A_slot_in_time_stands_for_the_missed_ones_before_it()
    {
        var plans = FiringPlanner.Plan([Now.AddHours(-2), Now.AddHours(-1), Now], Now, MisfirePolicy.FireOnceNow, LateAfter);
        plans.Select(static p => p.Fire).Should().Equal(false, false, true);
        plans[0].Reason.Should().Contain("2026-05-01T12:00:00Z stands for it");
        plans[2].Reason.Should().BeNull();
    }
}
