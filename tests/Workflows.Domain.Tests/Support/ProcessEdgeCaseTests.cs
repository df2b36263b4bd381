using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>What processes of other help desks got wrong, each as its users reported it.</summary>
public sealed class ProcessEdgeCaseTests(SupportFixture fixture) : IClassFixture<SupportFixture>
{
    [Fact]
    public async Task A_merged_ticket_never_escalates_and_replies_go_to_the_other()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);
        var other = await world.OpenTicketAsync(requester: "sue");
        await world.DoAsync("ann", tickets => tickets.MergeAsync(id, other, null, default));

        await world.PassAsync(id, TimeSpan.FromDays(3));
        var reply = await world.ReplyAsync("joe", id);

        (await world.EventsAsync(id)).Should().BeEmpty();
        (await world.ReadAsync(c => c.Set<SlaClock>().Where(k => k.TicketId == id).ToListAsync()))
            .Should().OnlyContain(static clock => clock.State == ClockState.Cancelled && clock.BreachedAt == null);
        var merged = await world.TicketAsync(id);
        merged.Status.Should().Be(TicketStatus.Merged);
        merged.WorkflowInstanceId.Should().BeNull();
        reply.Should().BeOfType<TicketOutcome.Commented>().Which.Ticket.Id.Should().Be(other);
        (await world.ReplyAsync("joe", other)).Should().BeOfType<TicketOutcome.NotFound>("joe does not own the other ticket itself");
    }

    [Fact]
    public async Task Reminders_come_in_business_hours_and_each_wait_has_its_own()
    {
        var world = fixture.NextWeek();
        world.Sleep(TimeSpan.FromDays(4) + TimeSpan.FromHours(14));
        var id = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", id, thenWait: true);
        var nudges = () => world.Mails.Sent.Count(m => m.RelatedTo == $"ticket:{id}" && m.TemplateKey == "support/waiting-reminder");

        var first = (await world.TicketAsync(id)).NextSlaAt!.Value;
        world.Office.NextOpening(first).Should().Be(first);
        await world.PassAsync(id, TimeSpan.FromDays(7.5));
        nudges().Should().Be(2);
        await world.ReplyAsync("joe", id);
        await world.ReplyAsync("ann", id, thenWait: true);
        await world.PassAsync(id, TimeSpan.FromDays(7));

        nudges().Should().Be(4);
    }

    [Fact]
    public async Task The_reopen_window_binds_customers_and_not_staff_by_web_and_mail_alike()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
        await world.DoAsync("ann", tickets => tickets.CloseAsync(id, null, null, default));
        world.Sleep(TimeSpan.FromDays(15));

        (await world.DoAsync("joe", tickets => tickets.ReopenAsync(id, null, default)))
            .Should().BeOfType<TicketOutcome.Conflict>().Which.Code.Should().Be("reopen_window_over");
        foreach (var source in new[] { TicketChannel.Portal, TicketChannel.Email })
        {
            var reply = await world.DoAsync("joe", tickets => tickets.CommentAsync(
                id, new NewComment { Body = "Again!", Source = source }, default));
            var next = reply.Should().BeOfType<TicketOutcome.Commented>().Subject.Ticket;
            next.ContinuesId.Should().Be(id);
            next.Status.Should().Be(TicketStatus.New);
        }

        (await world.DoAsync("ann", tickets => tickets.ReopenAsync(id, null, default))).Should().BeOfType<TicketOutcome.Done>();
    }

    [Fact]
    public async Task A_reply_inside_the_window_reopens_and_starts_a_new_process()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(requester: "sue");
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
        await world.DoAsync("ann", tickets => tickets.CloseAsync(id, null, null, default));
        await world.PassAsync(id, TimeSpan.FromDays(10));
        (await world.TicketAsync(id)).WorkflowInstanceId.Should().BeNull();
        var started = world.Gateway.Started.Count;

        await world.ReplyAsync("sue", id);

        (await world.TicketAsync(id)).Status.Should().Be(TicketStatus.Open);
        world.Gateway.Started.Should().HaveCount(started + 1);
        world.Gateway.Started[^1].CorrelationId.Should().Be($"ticket-sla:{id}");
    }

    [Fact]
    public async Task Machines_get_no_mail_and_move_nothing()
    {
        var world = fixture.NextWeek();
        var outcome = await world.DoAsync("bob", tickets => tickets.CreateAsync(
            new NewTicket { Subject = "Out of office", RequesterId = world.People["joe"], IsMachine = true, Channel = TicketChannel.Email }, default));
        var machine = ((TicketOutcome.Done)outcome).Ticket.Id;
        var id = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", id, thenWait: true);
        await world.DoAsync("joe", tickets => tickets.CommentAsync(
            id, new NewComment { Body = "I am away", IsMachine = true, Source = TicketChannel.Email, MessageId = "<1@x>" }, default));

        world.Mails.Sent.Should().NotContain(m => m.RelatedTo == $"ticket:{machine}" && m.To == "joe@example.com");
        (await world.TicketAsync(id)).Status.Should().Be(TicketStatus.Pending);
        (await world.ReadAsync(c => c.Set<SlaClock>().CountAsync(k => k.TicketId == id && k.Kind == ClockKind.NextResponse))).Should().Be(0);
    }

    [Fact]
    public async Task A_mail_that_arrives_twice_is_one_comment()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        var mail = new NewComment { Body = "Hello?", Source = TicketChannel.Email, MessageId = $"<{id}@x>" };

        var first = await world.DoAsync("joe", tickets => tickets.CommentAsync(id, mail, default));
        var second = await world.DoAsync("joe", tickets => tickets.CommentAsync(id, mail, default));

        ((TicketOutcome.Commented)second).Comment.Id.Should().Be(((TicketOutcome.Commented)first).Comment.Id);
        (await world.ReadAsync(c => c.Set<TicketComment>().CountAsync(k => k.TicketId == id))).Should().Be(1);
    }

    [Fact]
    public async Task Warnings_follow_substitutes_of_substitutes_and_stop_at_circles()
    {
        await using var world = await SupportWorld.CreateAsync();
        await world.ReadAsync(async context =>
        {
            foreach (var (away, substitute) in new[] { ("ann", "bob"), ("bob", "dan"), ("eva", "lea"), ("lea", "eva") })
            {
                context.Add(new Absence
                {
                    UserId = world.People[away],
                    SubstituteId = world.People[substitute],
                    StartsAt = world.Now.AddDays(-1),
                    EndsAt = world.Now.AddDays(9),
                });
            }

            await context.SaveChangesAsync();
            await context.Database.CurrentTransaction!.CommitAsync();
            return 0;
        });
        var id = await world.OpenTicketAsync();

        await world.PassAsync(id, TimeSpan.FromMinutes(40));

        world.MailsTo("dan").Should().Equal("warning");
        (await world.AsAsync(world.Person("max"), async services =>
            await services.GetRequiredService<StaffDirectory>().PresentAsync(world.People["eva"], world.Now, default))).Should().BeNull();
    }

    [Fact]
    public async Task Unassigned_tickets_warn_the_whole_team()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync(assignee: null);

        await world.PassAsync(id, TimeSpan.FromMinutes(31));

        world.MailsTo("ann").Should().Equal("warning");
        world.MailsTo("bob").Should().Equal("warning");
    }

    [Fact]
    public async Task After_downtime_only_the_highest_warning_is_sent_and_a_breach_silences_them()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        world.Sleep(TimeSpan.FromMinutes(58));
        var steps = await world.RunAsync(id);
        var late = await world.OpenTicketAsync();
        world.Sleep(TimeSpan.FromMinutes(61));
        var lateSteps = await world.RunAsync(late);

        steps.Should().Equal(SlaStepKind.Warning, SlaStepKind.Wait);
        (await world.EventsAsync(id)).Should().ContainSingle().Which.Level.Should().Be(95);
        lateSteps.Should().Equal(SlaStepKind.Breached, SlaStepKind.Wait);
    }

    [Fact]
    public async Task A_doubled_or_early_wake_up_does_nothing()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromMinutes(31));
        var mails = world.Mails.Sent.Count;
        var alarm = (await world.EventsAsync(id)).Single().Id;

        (await world.RunAsync(id)).Should().Equal(SlaStepKind.Wait);
        (await world.RunAsync(id)).Should().Equal(SlaStepKind.Wait);
        await world.StepAsync(world.Person("ann"), async sla =>
        {
            (await sla.WarnAsync(alarm, default)).Should().BeFalse();
            (await sla.AutoCloseAsync(id, default)).Should().BeFalse();
            (await sla.NudgeAsync(id, default)).Should().BeFalse();
            (await sla.ResolveWaitingAsync(id, default)).Should().BeFalse();
            (await sla.StartClocksAsync(id, default)).Should().BeFalse();
        });

        world.Mails.Sent.Should().HaveCount(mails);
    }

    [Fact]
    public async Task A_reply_faster_than_the_process_finds_clocks_that_began_at_creation()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(react: false);
        world.Sleep(TimeSpan.FromMinutes(3));
        await world.ReplyAsync("ann", id, react: false);

        var clock = await world.ClockAsync(id, ClockKind.FirstResponse);

        clock.State.Should().Be(ClockState.Met);
        clock.Consumed.Should().Be(TimeSpan.FromMinutes(3));
        (await world.RunAsync(id)).Should().Contain(SlaStepKind.Notify).And.EndWith(SlaStepKind.Wait);
    }

    [Fact]
    public async Task The_sweep_calls_processes_that_missed_their_timer()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        world.Sleep(TimeSpan.FromHours(1));

        var called = await world.AsAsync(world.Person("max"), async services =>
            await services.GetRequiredService<SlaSweep>().SweepAsync(100, default));

        called.Should().Be(1);
        world.Gateway.Published[^1].CorrelationId.Should().Be($"ticket-sla:{id}");
    }

    [Fact]
    public async Task A_manager_gets_one_digest_a_working_day_when_it_begins()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(id, TimeSpan.FromHours(23));

        // Tuesday 08:00: the office is not open yet.
        (await world.SendDigestAsync()).Should().Be(0);
        world.Sleep(TimeSpan.FromHours(1));
        (await world.SendDigestAsync()).Should().Be(1);
        (await world.SendDigestAsync()).Should().Be(0);
        world.Sleep(TimeSpan.FromHours(10));
        (await world.SendDigestAsync()).Should().Be(0);

        // Wednesday, Thursday and Friday from noon; nothing on Saturday and Sunday.
        for (var day = 0; day < 5; day++)
        {
            world.Sleep(TimeSpan.FromHours(day == 0 ? 17 : 24));
            (await world.SendDigestAsync()).Should().Be(day < 3 ? 1 : 0, $"it is {world.Now:R}");
        }

        world.MailsTo("max").Count(static m => m == "breach-digest").Should().Be(4);
    }

    [Fact]
    public async Task A_digest_lists_what_was_late_when_the_day_began()
    {
        await using var world = await SupportWorld.CreateAsync();
        var early = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(early, TimeSpan.FromHours(25));

        // Tuesday 10:00: another ticket is late by noon, but the day began without it.
        var later = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(later, TimeSpan.FromHours(7));
        (await world.SendDigestAsync()).Should().Be(1);
        await world.PassAsync(later, TimeSpan.FromHours(17));
        (await world.SendDigestAsync()).Should().Be(1);

        world.Mails.Sent.Where(static m => m.TemplateKey == "support/breach-digest").Select(static m => ((IReadOnlyDictionary<string, object?>)m.Model!)["count"]).Should().Equal(1, 2);
    }
}
