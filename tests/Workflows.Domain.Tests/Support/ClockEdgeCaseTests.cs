using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>What clocks of other help desks got wrong, each as its users reported it.</summary>
public sealed class ClockEdgeCaseTests(SupportFixture fixture) : IClassFixture<SupportFixture>
{
    [Fact]
    public async Task A_paused_clock_does_not_tick_in_the_background()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromMinutes(20));
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));

        await world.PassAsync(id, TimeSpan.FromHours(5));

        var clock = await world.ClockAsync(id, ClockKind.FirstResponse);
        clock.Consumed.Should().Be(TimeSpan.FromMinutes(20));
        clock.State.Should().Be(ClockState.Paused);
        (await world.EventsAsync(id)).Should().BeEmpty();
        (await world.TicketAsync(id)).SlaState.Should().Be(SlaState.Paused);
    }

    [Fact]
    public async Task A_pause_over_the_weekend_keeps_the_remaining_business_time()
    {
        var world = fixture.NextWeek();
        await MoveToAsync(world, days: 4, hours: 7.5);
        var id = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));
        var start = world.Now;
        world.Sleep(TimeSpan.FromHours(30));
        await world.DoAsync("ann", tickets => tickets.UnholdAsync(id, null, default));

        var due = (await world.ClockAsync(id, ClockKind.FirstResponse)).DueAt!.Value;

        due.Should().Be(world.Office.AddBusinessTime(start.AddHours(30), TimeSpan.FromMinutes(60)));
        due.DayOfWeek.Should().Be(DayOfWeek.Monday);
    }

    [Fact]
    public async Task A_customers_reply_ends_the_wait_for_the_customer_but_not_a_hold()
    {
        var world = fixture.NextWeek();
        var pending = await world.OpenTicketAsync();
        var held = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", pending, thenWait: true);
        await world.DoAsync("ann", tickets => tickets.HoldAsync(held, "parts", null, default));

        await world.ReplyAsync("joe", pending);
        await world.ReplyAsync("joe", held);

        (await world.TicketAsync(pending)).Status.Should().Be(TicketStatus.Open);
        (await world.TicketAsync(held)).Status.Should().Be(TicketStatus.OnHold);
        (await world.ClockAsync(pending, ClockKind.NextResponse)).State.Should().Be(ClockState.Running);
        (await world.ClockAsync(held, ClockKind.Resolution)).State.Should().Be(ClockState.Paused);
    }

    [Fact]
    public async Task A_priority_change_keeps_consumed_time_and_all_pauses()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromMinutes(10));
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));
        await world.PassAsync(id, TimeSpan.FromHours(2));
        await world.DoAsync("ann", tickets => tickets.UnholdAsync(id, null, default));

        await world.DoAsync("ann", tickets => tickets.PatchAsync(id, new TicketPatch { Priority = TicketPriority.High }, null, default));

        var clock = await world.ClockAsync(id, ClockKind.FirstResponse);
        clock.Target.Should().Be(TimeSpan.FromMinutes(30));
        clock.Consumed.Should().Be(TimeSpan.FromMinutes(10));
        clock.DueAt.Should().Be(world.Now.AddMinutes(20));
    }

    [Fact]
    public async Task A_priority_change_during_a_pause_stays_paused()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromMinutes(10));
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));
        await world.DoAsync("ann", tickets => tickets.PatchAsync(id, new TicketPatch { Priority = TicketPriority.High }, null, default));
        await world.PassAsync(id, TimeSpan.FromMinutes(45));

        var clock = await world.ClockAsync(id, ClockKind.FirstResponse);

        clock.State.Should().Be(ClockState.Paused);
        clock.Remaining.Should().Be(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_ticket_created_outside_hours_has_its_full_time()
    {
        var world = fixture.NextWeek();
        world.Sleep(TimeSpan.FromDays(5) + TimeSpan.FromHours(3));
        var id = await world.OpenTicketAsync();

        var due = (await world.ClockAsync(id, ClockKind.FirstResponse)).DueAt!.Value;

        world.Office.BusinessTimeBetween(world.Now, due).Should().Be(TimeSpan.FromMinutes(60));
        world.Office.NextOpening(world.Now).AddMinutes(60).Should().Be(due);
    }

    [Fact]
    public async Task Time_spent_closed_does_not_count_after_reopening()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromMinutes(30));
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
        await world.DoAsync("ann", tickets => tickets.CloseAsync(id, null, null, default));
        world.Sleep(TimeSpan.FromHours(4));

        await world.DoAsync("ann", tickets => tickets.ReopenAsync(id, null, default));

        var clock = await world.ClockAsync(id, ClockKind.Resolution);
        clock.Cycle.Should().Be(2);
        clock.Consumed.Should().Be(TimeSpan.FromMinutes(30));
        clock.DueAt.Should().Be(world.Office.AddBusinessTime(world.Now, TimeSpan.FromMinutes(450)));
    }

    [Fact]
    public async Task Reopening_an_overdue_ticket_sets_off_no_alarm()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(id, TimeSpan.FromDays(2));
        await world.DoAsync("eva", tickets => tickets.ResolveAsync(id, "Done", null, default));
        var mails = world.Mails.Sent.Count;
        var events = (await world.EventsAsync(id)).Count;

        await world.DoAsync("eva", tickets => tickets.ReopenAsync(id, null, default));
        await world.PassAsync(id, TimeSpan.FromMinutes(5));

        (await world.EventsAsync(id)).Should().HaveCount(events);
        world.Mails.Sent.Skip(mails).Select(static m => m.TemplateKey).Should().OnlyContain(static key => key == "support/reopened");
        (await world.TicketAsync(id)).SlaState.Should().Be(SlaState.Breached, "the promise stays broken, silently");
    }

    [Fact]
    public async Task No_alarm_comes_for_a_ticket_that_was_closed_between_timer_and_step()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(id, TimeSpan.FromMinutes(14));
        world.Sleep(TimeSpan.FromMinutes(2));
        var found = await world.AsAsync(world.Person("ann"), async services =>
            await services.GetRequiredService<SlaService>().EvaluateAsync(id, default));
        await world.DoAsync("ann", tickets => tickets.CloseAsync(id, "spam", null, default), react: false);

        found.Step.Should().Be(SlaStepKind.Breached);
        await world.StepAsync(world.Person("ann"), async sla => await sla.EscalateAsync(found.SubjectId!.Value, default));

        world.Mails.Sent.Where(m => m.RelatedTo == $"ticket:{id}").Select(static m => m.TemplateKey).Should().NotContain("support/breach");
        (await world.EventsAsync(id)).Last().Outcome.Should().Be("outdated");
    }

    [Fact]
    public async Task A_late_first_reply_does_not_hide_the_miss()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        world.Sleep(TimeSpan.FromMinutes(61));

        await world.ReplyAsync("ann", id, react: false);

        var clock = await world.ClockAsync(id, ClockKind.FirstResponse);
        clock.State.Should().Be(ClockState.Missed);
        clock.Remaining.Should().Be(TimeSpan.FromMinutes(-1));
        var breach = (await world.EventsAsync(id)).Should().ContainSingle().Subject;
        breach.DueAt.Should().Be(world.Now.AddMinutes(-1));
        breach.Outcome.Should().Be("answered");
    }

    [Fact]
    public async Task A_small_next_response_target_leaves_the_first_response_alone()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        var first = (await world.ClockAsync(id, ClockKind.FirstResponse)).DueAt;

        await world.ReplyAsync("joe", id);

        (await world.ClockAsync(id, ClockKind.FirstResponse)).DueAt.Should().Be(first);
        (await world.ReadAsync(c => c.Set<SlaClock>().CountAsync(k => k.TicketId == id && k.Kind == ClockKind.NextResponse))).Should().Be(0);
    }

    [Fact]
    public async Task The_next_response_is_owed_from_the_oldest_unanswered_message_and_due_dates_are_fresh_at_once()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", id);
        (await world.TicketAsync(id)).DueAt.Should().Be((await world.ClockAsync(id, ClockKind.Resolution)).DueAt);
        world.Sleep(TimeSpan.FromMinutes(5));
        await world.ReplyAsync("joe", id);
        var asked = world.Now;
        world.Sleep(TimeSpan.FromMinutes(5));
        await world.ReplyAsync("joe", id);

        (await world.ClockAsync(id, ClockKind.NextResponse)).DueAt.Should().Be(world.Office.AddBusinessTime(asked, TimeSpan.FromMinutes(120)));
        await world.ReplyAsync("bob", id, isInternal: true);
        (await world.ClockAsync(id, ClockKind.NextResponse)).State.Should().Be(ClockState.Running, "a note is no answer");
        await world.ReplyAsync("bob", id);
        (await world.ClockAsync(id, ClockKind.NextResponse)).State.Should().Be(ClockState.Met);
        await world.ReplyAsync("joe", id);
        (await world.ClockAsync(id, ClockKind.NextResponse)).Cycle.Should().Be(2);
    }

    [Fact]
    public async Task A_deactivated_policy_leaves_no_ticket_escalated()
    {
        await using var world = await SupportWorld.CreateAsync(static draft => draft with { IsDefault = false });
        var id = await world.OpenTicketAsync();
        await world.AsAsync(world.Person("max"), async services =>
        {
            var policies = services.GetRequiredService<SlaPolicyService>();
            var outcome = await policies.UpdateAsync(
                world.Policy.Id, SlaPolicyService.DraftOf(world.Policy) with { Active = false }, applyToOpenTickets: false, null, default);
            outcome.Should().BeOfType<SlaPolicyOutcome.Done>().Which.Tickets.Should().Be(1);
        });

        await world.RunAsync(id);
        await world.PassAsync(id, TimeSpan.FromDays(3));

        (await world.EventsAsync(id)).Should().BeEmpty();
        (await world.ClockAsync(id, ClockKind.Resolution)).State.Should().Be(ClockState.Cancelled);
        (await world.TicketAsync(id)).PolicyId.Should().BeNull();
    }

    [Fact]
    public async Task A_holiday_that_is_taken_off_the_calendar_moves_running_deadlines_and_the_past_stays_explained()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        await world.PassAsync(id, TimeSpan.FromHours(2));
        var before = (await world.ClockAsync(id, ClockKind.Resolution)).DueAt!.Value;

        await world.AsAsync(world.Person("max"), async services => await services.GetRequiredService<CalendarService>().UpdateAsync(
            world.OfficeId, "Office",
            SupportWorld.OfficeHours with { Exceptions = [CalendarException.Holiday(new DateOnly(2026, 3, 3), "Fair")] },
            isDefault: true, null, default));
        await world.RunAsync(id);

        (await world.ClockAsync(id, ClockKind.Resolution)).DueAt.Should().Be(before.AddDays(1));
        var explanation = await world.AsAsync(world.Person("ann"), async services =>
            await services.GetRequiredService<SlaExplainer>().ExplainAsync(id, default));
        explanation!.Clocks.Should().OnlyContain(static clock => clock.AddsUp);
    }

    [Fact]
    public async Task A_hold_beyond_the_cap_ends_unless_a_manager_asked_for_it()
    {
        await using var world = await SupportWorld.CreateAsync();
        var byStaff = await world.OpenTicketAsync();
        var byManager = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.HoldAsync(byStaff, "parts", null, default));
        await world.DoAsync("max", tickets => tickets.HoldAsync(byManager, "lawsuit", null, default));

        await world.PassAsync(byStaff, TimeSpan.FromDays(30));
        await world.PassAsync(byManager, TimeSpan.FromDays(30));

        (await world.TicketAsync(byStaff)).Status.Should().Be(TicketStatus.Open);
        (await world.TicketAsync(byManager)).Status.Should().Be(TicketStatus.OnHold);
        world.MailsTo("lea").Should().Contain("pause-expired");
    }

    private static Task MoveToAsync(SupportWorld world, int days, double hours)
    {
        world.Sleep(TimeSpan.FromDays(days) + TimeSpan.FromHours(hours));
        return Task.CompletedTask;
    }
}
