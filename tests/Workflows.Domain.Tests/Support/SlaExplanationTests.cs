using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

public sealed class SlaExplanationTests
{
    [Fact]
    public async Task A_person_can_check_the_arithmetic_by_hand()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromHours(4)); // 13:00, in the lunch break: 3.5 h used
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));
        await world.PassAsync(id, TimeSpan.FromHours(2)); // 15:00
        await world.DoAsync("ann", tickets => tickets.UnholdAsync(id, null, default));
        await world.PassAsync(id, TimeSpan.FromHours(1)); // 16:00: 4.5 h used
        await world.DoAsync("ann", tickets => tickets.PatchAsync(id, new TicketPatch { Priority = TicketPriority.High }, null, default));
        await world.PassAsync(id, TimeSpan.FromMinutes(30));

        var explanation = (await world.AsAsync(world.Person("ann"), async services =>
            await services.GetRequiredService<SlaExplainer>().ExplainAsync(id, default)))!;

        explanation.Policy.Should().Be("Standard");
        explanation.Clocks.Should().OnlyContain(static clock => clock.AddsUp);
        var clock = explanation.Clocks.Single(static c => c.Kind == ClockKind.Resolution);
        clock.Segments.Select(static s => (s.Began, s.Reason, s.Running, s.Used.TotalHours)).Should().Equal(
            (ClockAction.Start, "created", true, 3.5),
            (ClockAction.Pause, "on_hold", false, 0),
            (ClockAction.Resume, "open", true, 1),
            (ClockAction.Recalculate, "priority", true, 0.5));
        clock.Segments[0].Calendar.Should().Be("Office (Europe/London)");
        clock.Segments[0].Open.Should().ContainSingle().Which.End.Should().Be(new DateTimeOffset(2026, 3, 2, 12, 30, 0, TimeSpan.Zero));
        (clock.Used, clock.Target, clock.Remaining).Should().Be((TimeSpan.FromHours(5), TimeSpan.FromHours(4), TimeSpan.FromHours(-1)));
    }

    [Fact]
    public async Task Portal_contacts_see_their_own_explanations_only()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        var explain = (string name) => world.AsAsync(world.Person(name), async services =>
            await services.GetRequiredService<SlaExplainer>().ExplainAsync(id, default));

        (await explain("sue")).Should().BeNull();
        (await explain("joe")).Should().NotBeNull();
    }
}
