using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Definitions.Tests;

public sealed class TicketSlaWorkflowTests
{
    [Fact]
    public async Task A_new_ticket_is_acknowledged_and_waits_for_its_first_warning_or_an_event()
    {
        await using var world = await EngineWorld.CreateAsync();

        var id = await world.OpenAsync();

        world.Firm.MailsTo("joe").Should().Equal("received");
        var waits = world.Waits.ToList();
        waits.Should().HaveCount(2, "one event and one timer");
        waits.Single(static w => w.DueAt is not null).DueAt.Should().Be(world.Firm.Now.AddMinutes(30));
        (await world.Firm.TicketAsync(id)).WorkflowDefinitionVersion.Should().Be(1);
    }

    [Fact]
    public async Task An_ignored_urgent_ticket_runs_through_warning_breach_and_every_escalation()
    {
        await using var world = await EngineWorld.CreateAsync();
        var id = await world.OpenAsync(TicketPriority.Urgent);

        await world.PassAsync(TimeSpan.FromDays(4));

        (await world.Firm.EventsAsync(id)).Select(static e => (e.Kind, e.Level)).Should().Contain(
            [(SlaEventKind.Warning, 50), (SlaEventKind.Breach, 1), (SlaEventKind.Escalation, 2), (SlaEventKind.Escalation, 3)]);
        (await world.Firm.EventsAsync(id)).Should().OnlyContain(static e => e.RecordedAt == e.DueAt && e.HandledAt == e.DueAt);
        (await world.Firm.TicketAsync(id)).TeamId.Should().Be(world.Firm.SecondLine);
        world.Live.Should().Be(1);
    }

    [Fact]
    public async Task From_resolution_to_feedback_the_process_ends_by_itself()
    {
        await using var world = await EngineWorld.CreateAsync();
        var id = await world.OpenAsync();
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Extinguished", null, default));

        await world.PassAsync(TimeSpan.FromDays(30));

        world.Firm.MailsTo("joe").Should().Equal("received", "resolved", "closed", "survey-invitation", "survey-reminder");
        world.Live.Should().Be(0);
        world.Journal.Last().Should().Be("ended Finished");
        (await world.Firm.TicketAsync(id)).WorkflowInstanceId.Should().BeNull();
    }

    [Fact]
    public async Task Reopening_after_the_end_starts_a_new_instance()
    {
        await using var world = await EngineWorld.CreateAsync();
        var id = await world.OpenAsync();
        await world.DoAsync("ann", tickets => tickets.CloseAsync(id, "spam", null, default));
        await world.PassAsync(TimeSpan.FromHours(2));
        world.Live.Should().Be(0);

        await world.DoAsync("ann", tickets => tickets.ReopenAsync(id, null, default));

        world.Live.Should().Be(1);
        (await world.Firm.TicketAsync(id)).Status.Should().Be(TicketStatus.Open);
        (await world.Firm.ClockAsync(id, ClockKind.Resolution)).State.Should().Be(ClockState.Running);
    }

    [Fact]
    public async Task Merging_ends_the_process_at_once()
    {
        await using var world = await EngineWorld.CreateAsync();
        var (id, other) = (await world.OpenAsync(), await world.OpenAsync());

        await world.DoAsync("ann", tickets => tickets.MergeAsync(id, other, null, default));

        world.Live.Should().Be(1);
    }

    [Fact]
    public async Task A_ticket_without_a_policy_still_closes_and_asks()
    {
        await using var world = await EngineWorld.CreateAsync(policy: static draft => draft with { IsDefault = false, Active = false });
        var id = await world.OpenAsync();
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));

        await world.PassAsync(TimeSpan.FromDays(30));

        (await world.Firm.ReadAsync(c => c.Set<SlaClock>().CountAsync())).Should().Be(0);
        world.Firm.MailsTo("joe").Should().Contain("closed").And.Contain("survey-invitation");
        world.Live.Should().Be(0);
    }
}
