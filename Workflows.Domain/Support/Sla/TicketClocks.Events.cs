using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Support.Surveys;

namespace Workflows.Domain.Support.Sla;

/// <summary>Events of the clocks and the summary on the ticket's row.</summary>
internal sealed partial class TicketClocks
{
    /// <summary>Notes what the planner found due on a clock; gives the event, which may have been noted before.</summary>
    public async ValueTask<SlaEvent> RecordAsync(SlaStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clock = step.Clock ?? throw new ArgumentException("The step concerns no clock.", nameof(step));
        var at = step.At ?? now;
        switch (step.Kind)
        {
            case SlaStepKind.Warning:
                clock.WarnedPercent = step.Level;
                return await AddEventAsync(clock, SlaEventKind.Warning, step.Level, at, now, cancellationToken);
            case SlaStepKind.Breached:
                clock.Breach();
                Log(clock, ClockAction.Breach, "due", at);
                return await AddEventAsync(clock, SlaEventKind.Breach, 1, at, now, cancellationToken);
            case SlaStepKind.Escalate:
                clock.EscalatedLevel = step.Level;
                return await AddEventAsync(clock, SlaEventKind.Escalation, step.Level, at, now, cancellationToken);
            default:
                throw new ArgumentException($"{step.Kind} is no event of a clock.", nameof(step));
        }
    }

    /// <summary>What decides the next step; the survey row only matters once the ticket is closed.</summary>
    public SlaSituation Situation(BusinessCalendar calendar, SurveyInvitation? survey) =>
        new(ticket, [.. Live.Select(clock => (clock, Of(clock)))], calendar, survey);

    /// <summary>Brings the summary columns of the ticket up to date.</summary>
    /// <param name="now">The present.</param>
    /// <param name="next">When the process looks again; null: only when something happens.</param>
    public void Summarise(DateTimeOffset now, DateTimeOffset? next)
    {
        var live = Live.ToList();
        ticket.NextSlaAt = next;
        ticket.DueAt = live.Where(static c => c.State == ClockState.Running && c.BreachedAt is null).Min(static c => c.DueAt);
        if (clocks.Count == 0)
        {
            ticket.SlaState = null;
        }
        else if (live.Count == 0)
        {
            ticket.SlaState = clocks.Exists(static c => c.State == ClockState.Missed) ? SlaState.Breached : SlaState.Ok;
        }
        else
        {
            ticket.SlaState = live.Exists(c => c.BreachedAt is not null || (c.State == ClockState.Running && c.DueAt <= now)) ? SlaState.Breached
                : live.TrueForAll(static c => c.State == ClockState.Paused) ? SlaState.Paused
                : live.Exists(static c => c.WarnedPercent > 0) ? SlaState.Warning
                : SlaState.Ok;
        }
    }

    // The ticket is locked, so looking first and adding then is safe; the unique key guards against what this code gets wrong.
    private async ValueTask<SlaEvent> AddEventAsync(
        SlaClock clock, SlaEventKind kind, int level, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"sla:{clock.CycleKey}:") + kind switch
        {
            SlaEventKind.Warning => level.ToString(CultureInfo.InvariantCulture),
            SlaEventKind.Breach => "breach",
            _ => string.Create(CultureInfo.InvariantCulture, $"level-{level}"),
        };
        var known = context.Set<SlaEvent>().Local.FirstOrDefault(e => e.Key == key)
            ?? await context.Set<SlaEvent>().SingleOrDefaultAsync(e => e.Key == key, cancellationToken);
        if (known is not null)
        {
            return known;
        }

        var added = new SlaEvent
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            ClockId = clock.Id,
            Kind = kind,
            Level = level,
            Key = key,
            DueAt = due,
            RecordedAt = now,
            OverBy = clock.Used(Of(clock), now) - clock.Target,
        };
        context.Add(added);
        return added;
    }
}
