using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// Decides a ticket's next step from its rows and the time. Pure: the same rows and instant give the same step, so a late, early or
/// doubled wake-up does nothing that another would not have done.
/// </summary>
internal static class SlaPlanner
{
    /// <summary>The first thing that is due, or when to look again.</summary>
    public static SlaStep Next(SlaSituation situation, DateTimeOffset now)
    {
        var plan = new Plan(now);
        switch (situation.Ticket.Status)
        {
            case TicketStatus.Merged:
                return new SlaStep(SlaStepKind.Ended);
            case TicketStatus.Closed:
                return AfterClosing(situation, plan);
            case TicketStatus.Resolved:
                plan.Offer(SlaStepKind.AutoClose, situation.Calendar.AddBusinessDays(
                    situation.Ticket.StatusChangedAt, situation.Rules.AutoCloseAfterDays));
                return plan.Result;
            default:
                foreach (var (clock, calendar) in situation.Clocks)
                {
                    Clock(situation, clock, calendar, plan);
                }

                Waiting(situation, plan);
                return plan.Result;
        }
    }

    private static void Clock(SlaSituation situation, SlaClock clock, BusinessCalendar calendar, Plan plan)
    {
        if (clock.EscalatedLevel == 0)
        {
            plan.Offer(SlaStepKind.Breached, clock.BreachedAt ?? clock.DueAt, clock, 1);
            Warn(situation, clock, calendar, plan);
        }
        else if (situation.Escalations.FirstOrDefault(level => level.Level > clock.EscalatedLevel) is { } level)
        {
            plan.Offer(SlaStepKind.Escalate, clock.When(clock.Target + level.Offset(clock.Target, calendar), calendar), clock, level.Level);
        }
    }

    // Only the highest level passed is worth a mail: whoever hears of 95 % need not hear of 50 % in the same minute.
    private static void Warn(SlaSituation situation, SlaClock clock, BusinessCalendar calendar, Plan plan)
    {
        var used = clock.Used(calendar, plan.Now);
        var warnings = situation.Warnings;
        for (var i = warnings.Count - 1; i >= 0; i--)
        {
            var percent = warnings[i];
            var threshold = new TimeSpan((long)((Int128)clock.Target.Ticks * percent / 100 / 10 * 10));
            if (percent <= clock.WarnedPercent)
            {
                return;
            }

            plan.Offer(SlaStepKind.Warning, clock.When(threshold, calendar), clock, percent);
            if (used >= threshold)
            {
                return;
            }
        }
    }

    private static void Waiting(SlaSituation situation, Plan plan)
    {
        var (ticket, rules) = (situation.Ticket, situation.Rules);
        var since = ticket.StatusChangedAt;
        if (ticket.Status == TicketStatus.Pending)
        {
            if (rules.ResolveWaitingAfterDays > 0)
            {
                plan.Offer(SlaStepKind.ResolveWaiting, situation.Calendar.AddBusinessDays(since, rules.ResolveWaitingAfterDays));
            }

            var due = rules.NudgeAfterDays.Count;
            while (due > ticket.NudgesSent
                && situation.Calendar.AddBusinessDays(since, rules.NudgeAfterDays[due - 1]) > plan.Now)
            {
                due--;
            }

            var next = due > ticket.NudgesSent ? due : ticket.NudgesSent + 1;
            if (next <= rules.NudgeAfterDays.Count)
            {
                plan.Offer(SlaStepKind.Nudge,
                    situation.Calendar.AddBusinessDays(since, rules.NudgeAfterDays[next - 1]), level: next);
            }
        }

        if (ticket.Status is TicketStatus.Pending or TicketStatus.OnHold && rules.PauseCapDays > 0 && !ticket.PauseCapWaived)
        {
            plan.Offer(SlaStepKind.PauseExpired, since.AddDays(rules.PauseCapDays));
        }
    }

    private static SlaStep AfterClosing(SlaSituation situation, Plan plan)
    {
        var (ticket, rules) = (situation.Ticket, situation.Rules);
        if (situation.Survey is not { } survey)
        {
            plan.Offer(SlaStepKind.Survey,
                situation.Calendar.AddBusinessTime(ticket.ClosedAt ?? plan.Now, TimeSpan.FromMinutes(rules.SurveyAfterMinutes)));
            return plan.Result;
        }

        if (survey is not { Outcome: SurveyOutcome.Sent, AnsweredAt: null, RemindedAt: null })
        {
            return new SlaStep(SlaStepKind.Ended);
        }

        plan.Offer(SlaStepKind.SurveyReminder,
            situation.Calendar.NextOpening(survey.CreatedAt.AddDays(rules.SurveyReminderAfterDays)));
        return plan.Result;
    }

    /// <summary>Keeps the step to do now (the one listed first in the enum wins) and the earliest instant of those to come.</summary>
    private sealed class Plan(DateTimeOffset now)
    {
        private SlaStep? _due;
        private DateTimeOffset? _next;

        public DateTimeOffset Now => now;

        public SlaStep Result => _due ?? new SlaStep(SlaStepKind.Wait, _next);

        public void Offer(SlaStepKind kind, DateTimeOffset? at, SlaClock? clock = null, int level = 0)
        {
            if (at is not { } instant)
            {
                return;
            }

            if (instant > now)
            {
                _next = _next is { } next && next < instant ? next : instant;
            }
            else if (_due is not { } due || Rank(kind) < Rank(due.Kind))
            {
                _due = new SlaStep(kind, instant, clock, level);
            }
        }

        // A breach makes the warning before it pointless; silence that lasts makes the reminder pointless.
        private static int Rank(SlaStepKind kind) => kind switch
        {
            SlaStepKind.Breached => 0,
            SlaStepKind.Escalate => 1,
            SlaStepKind.Warning => 2,
            SlaStepKind.ResolveWaiting => 3,
            SlaStepKind.PauseExpired => 4,
            _ => 5,
        };
    }
}
