using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>Tickets that a policy's change has marked, recalculated many at once.</summary>
public sealed class SlaBatchTests
{
    private const int Tickets = 5;

    [Theory]
    [InlineData(40, true)]
    [InlineData(960, false)]
    public async Task Batches_give_what_each_process_would_and_call_only_processes_whose_instant_came_nearer(int minutes, bool nearer)
    {
        await using var world = await SupportWorld.CreateAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < Tickets; i++)
        {
            ids.Add(await world.OpenTicketAsync());
        }

        var instance = Guid.CreateVersion7();
        await world.AsAsync(Actor.System, async services =>
            await services.GetRequiredService<SlaService>().MatchPolicyAsync(ids[0], instance, 1, null, default));
        await ChangeAsync(world, minutes);

        // One ticket goes the ordinary way, the others in batches of two.
        await world.RunAsync(ids[^1]);
        var batches = new List<Guid>();
        await world.AsAsync(Actor.System, async services =>
        {
            var service = services.GetRequiredService<SlaBatches>();
            for (var last = await service.RecalculateAsync(null, 2, default); last is { } id; last = await service.RecalculateAsync(id, 2, default))
            {
                batches.Add(id);
            }
        });

        batches.Should().HaveCount(2);
        var expected = await world.ClockAsync(ids[^1], ClockKind.Resolution);
        expected.Target.Should().Be(TimeSpan.FromMinutes(minutes));
        foreach (var id in ids)
        {
            var clock = await world.ClockAsync(id, ClockKind.Resolution);
            (clock.Target, clock.DueAt, clock.State).Should().Be((expected.Target, expected.DueAt, expected.State));
            var ticket = await world.TicketAsync(id);
            ticket.NeedsRematch.Should().BeFalse();
            ticket.PolicyVersion.Should().Be(2);
        }

        world.Gateway.BroughtForward.Select(static call => call.InstanceId).Contains(instance).Should().Be(nearer);
    }

    [Fact]
    public async Task Many_tickets_are_left_to_the_recalculation_process()
    {
        await using var world = await SupportWorld.CreateAsync();
        for (var i = 0; i < 51; i++)
        {
            await world.OpenTicketAsync();
        }

        var published = world.Gateway.Published.Count;
        await ChangeAsync(world, 960);

        world.Gateway.Started.Count(static start => start.DefinitionId == SlaRecalculation.ProcessId).Should().Be(2);
        world.Gateway.Published.Should().HaveCount(published);
    }

    // The first response is no part of the promise here, so that the resolution's own instants decide.
    private static Task ChangeAsync(SupportWorld world, int minutes) => world.AsAsync(world.Person("max"), async services =>
    {
        var draft = SlaPolicyService.DraftOf(world.Policy) with
        {
            Targets = new Dictionary<TicketPriority, SlaTargets> { [TicketPriority.Normal] = new(null, null, minutes) },
        };
        var outcome = await services.GetRequiredService<SlaPolicyService>().UpdateAsync(world.Policy.Id, draft, applyToOpenTickets: true, null, default);
        outcome.Should().BeOfType<SlaPolicyOutcome.Done>();
    });
}
