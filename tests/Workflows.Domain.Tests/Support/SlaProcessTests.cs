using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

public sealed class SlaProcessTests
{
    [Fact]
    public async Task A_ticket_is_acknowledged_and_its_clocks_start_at_creation()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();

        var ticket = await world.TicketAsync(id);
        ticket.Number.Should().Be(1);
        ticket.DueAt.Should().Be(world.Now.AddHours(1));
        ticket.NextSlaAt.Should().Be(world.Now.AddMinutes(30), "half of the first response is the first warning");
        (await world.ClockAsync(id, ClockKind.Resolution)).DueAt.Should().Be(new DateTimeOffset(2026, 3, 3, 9, 30, 0, TimeSpan.Zero));
        world.MailsTo("joe").Should().Equal("received");
        world.MailsTo("ann").Should().Equal("assigned");
        world.Gateway.Started.Should().ContainSingle().Which.CorrelationId.Should().Be($"ticket-sla:{id}");
    }

    [Fact]
    public async Task Warnings_breach_and_escalations_come_at_their_business_instants_and_once()
    {
        await using var world = await SupportWorld.CreateAsync(static draft => draft with
        {
            Targets = new Dictionary<TicketPriority, SlaTargets> { [TicketPriority.Normal] = new(null, null, 480) },
        });
        var id = await world.OpenTicketAsync();

        await world.PassAsync(id, TimeSpan.FromDays(5));

        var start = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        (await world.EventsAsync(id)).Select(e => (e.Kind, e.Level, e.DueAt, e.RecordedAt == e.DueAt)).Should().Equal(
            (SlaEventKind.Warning, 50, world.Office.AddBusinessTime(start, TimeSpan.FromHours(4)), true),
            (SlaEventKind.Warning, 80, world.Office.AddBusinessTime(start, TimeSpan.FromHours(6.4)), true),
            (SlaEventKind.Warning, 95, world.Office.AddBusinessTime(start, TimeSpan.FromHours(7.6)), true),
            (SlaEventKind.Breach, 1, world.Office.AddBusinessTime(start, TimeSpan.FromHours(8)), true),
            (SlaEventKind.Escalation, 2, world.Office.AddBusinessTime(start, TimeSpan.FromHours(10)), true),
            (SlaEventKind.Escalation, 3, world.Office.AddBusinessTime(start, TimeSpan.FromHours(15.5)), true));
        world.MailsTo("ann").Should().Equal("assigned", "warning", "warning", "warning", "breach", "reassigned");
        world.MailsTo("lea").Should().Equal("warning", "breach", "reassigned");
        world.MailsTo("max").Should().Equal("escalated");
        (await world.TicketAsync(id)).SlaState.Should().Be(SlaState.Breached);
    }

    [Fact]
    public async Task A_process_that_says_when_to_warn_is_followed_even_when_the_policy_changes()
    {
        await using var world = await SupportWorld.CreateAsync(static draft => draft with
        {
            Targets = new Dictionary<TicketPriority, SlaTargets>
            {
                [TicketPriority.Normal] = new(null, null, 480),
                [TicketPriority.High] = new(null, null, 240),
            },
        });
        var id = await world.OpenTicketAsync();
        var instance = (await world.TicketAsync(id)).WorkflowInstanceId!.Value;
        await world.StepAsync(Actor.Workflow(instance), async sla => await sla.MatchPolicyAsync(id, instance, 2, [30], default));
        await world.RunAsync(id);
        (await world.TicketAsync(id)).NextSlaAt.Should().Be(world.Now.AddMinutes(144), "30 % of eight hours");

        // Another priority is another promise of the policy.
        await world.DoAsync("ann", tickets => tickets.PatchAsync(id, new TicketPatch { Priority = TicketPriority.High }, null, default));
        await world.RunAsync(id);

        (await world.TicketAsync(id)).NextSlaAt.Should().Be(world.Now.AddMinutes(72));
    }

    [Fact]
    public async Task Level_two_hands_over_to_the_least_loaded_present_member_of_the_escalation_team()
    {
        await using var world = await SupportWorld.CreateAsync();
        await world.ReadAsync(async context =>
        {
            context.Add(new Ticket
            {
                Subject = "x",
                Description = "",
                RequesterId = world.People["joe"],
                AssigneeId = world.People["dan"],
                Number = 99,
                Status = TicketStatus.Open,
                StatusChangedAt = world.Now,
            });
            await context.SaveChangesAsync();
            await context.Database.CurrentTransaction!.CommitAsync();
            return 0;
        });
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);

        await world.PassAsync(id, TimeSpan.FromMinutes(19));

        var ticket = await world.TicketAsync(id);
        ticket.AssigneeId.Should().Be(world.People["eva"], "dan has a ticket already");
        ticket.TeamId.Should().Be(world.SecondLine);
        world.MailsTo("eva").Should().Equal("reassigned");
        var note = await world.ReadAsync(context => context.Set<TicketComment>().SingleAsync(c => c.TicketId == id));
        note.IsInternal.Should().BeTrue();
        note.Author.Should().Be(CommentAuthor.System);
        (await world.ReadAsync(context => context.Set<TicketAssignment>().Where(a => a.TicketId == id).OrderBy(a => a.Id).ToListAsync()))
            .Select(static a => a.Reason).Should().Equal("create", "escalation:2");
    }

    [Fact]
    public async Task With_nobody_present_the_owner_keeps_the_ticket_and_the_lead_is_told()
    {
        await using var world = await SupportWorld.CreateAsync();
        await world.ReadAsync(async context =>
        {
            foreach (var name in new[] { "dan", "eva" })
            {
                context.Add(new Absence { UserId = world.People[name], StartsAt = world.Now, EndsAt = world.Now.AddDays(3) });
            }

            await context.SaveChangesAsync();
            await context.Database.CurrentTransaction!.CommitAsync();
            return 0;
        });
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);

        await world.PassAsync(id, TimeSpan.FromMinutes(19));

        (await world.TicketAsync(id)).AssigneeId.Should().Be(world.People["ann"]);
        world.MailsTo("lea").Should().Contain("nobody-available");
        (await world.EventsAsync(id)).Last().Outcome.Should().Be("nobody_available");
    }

    [Fact]
    public async Task A_silent_customer_is_reminded_twice_then_the_ticket_resolves_and_closes_without_a_survey()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", id, thenWait: true);

        await world.UntilAsync(id, new DateTimeOffset(2026, 3, 25, 12, 0, 0, TimeSpan.Zero));

        world.MailsTo("joe").Should().Equal("received", "public-reply", "waiting-reminder", "waiting-reminder", "closing-notice", "closed");
        var ticket = await world.TicketAsync(id);
        ticket.Status.Should().Be(TicketStatus.Closed);
        ticket.CloseReason.Should().Be("no_answer");
        ticket.ResolvedAt.Should().Be(new DateTimeOffset(2026, 3, 11, 9, 0, 0, TimeSpan.Zero));
        ticket.ClosedAt.Should().Be(new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.Zero));
        (await world.ReadAsync(c => c.Set<SurveyInvitation>().SingleAsync())).Outcome.Should().Be(SurveyOutcome.NotWanted);
        ticket.WorkflowInstanceId.Should().BeNull("the process has ended");
        ticket.NextSlaAt.Should().BeNull();
    }

    [Fact]
    public async Task A_resolved_ticket_closes_then_asks_for_feedback_once_and_reminds_once()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Extinguished", null, default));

        await world.PassAsync(id, TimeSpan.FromDays(30));

        world.MailsTo("joe").Should().Equal("received", "resolved", "closed", "survey-invitation", "survey-reminder");
        (await world.ClockAsync(id, ClockKind.Resolution)).State.Should().Be(ClockState.Met);
        (await world.ClockAsync(id, ClockKind.FirstResponse)).State.Should().Be(ClockState.Met);
        (await world.TicketAsync(id)).WorkflowEndedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_contact_is_not_asked_again_within_the_cap()
    {
        await using var world = await SupportWorld.CreateAsync();
        var first = await world.OpenTicketAsync();
        var second = await world.OpenTicketAsync();
        foreach (var id in new[] { first, second })
        {
            await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
            await world.DoAsync("ann", tickets => tickets.CloseAsync(id, null, null, default));
        }

        await world.PassAsync(first, TimeSpan.FromHours(2));
        await world.RunAsync(second);

        (await world.ReadAsync(c => c.Set<SurveyInvitation>().OrderBy(s => s.Id).Select(s => s.Outcome).ToListAsync()))
            .Should().Equal(SurveyOutcome.Sent, SurveyOutcome.Capped);
        world.MailsTo("joe").Count(static m => m == "survey-invitation").Should().Be(1);
    }

    [Fact]
    public async Task The_second_reopening_tells_the_lead()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        for (var round = 0; round < 2; round++)
        {
            await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
            await world.DoAsync("joe", tickets => tickets.ReopenAsync(id, null, default));
        }

        world.MailsTo("lea").Should().Equal("reopened-again");
        world.MailsTo("ann").Count(static m => m == "reopened").Should().Be(2);
        (await world.ClockAsync(id, ClockKind.Resolution)).Cycle.Should().Be(3);
    }

    [Fact]
    public async Task Alarms_wait_for_working_hours_unless_the_ticket_is_urgent()
    {
        await using var world = await SupportWorld.CreateAsync(static draft => draft with
        {
            Targets = new Dictionary<TicketPriority, SlaTargets>
            {
                [TicketPriority.Normal] = new(null, null, 450),
                [TicketPriority.Urgent] = new(null, null, 450),
            },
        });
        var normal = await world.OpenTicketAsync();
        var urgent = await world.OpenTicketAsync(TicketPriority.Urgent);

        // Due exactly at the end of the working day, when nobody works any more.
        await world.PassAsync(normal, TimeSpan.FromHours(9));
        await world.RunAsync(urgent);

        var breaches = world.Mails.Sent.Where(static m => m.TemplateKey == "support/breach" && m.To == "ann@example.com").ToList();
        breaches.Single(m => m.RelatedTo == $"ticket:{normal}").NotBefore.Should().Be(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero));
        breaches.Single(m => m.RelatedTo == $"ticket:{urgent}").NotBefore.Should().BeNull();
    }
}
