using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Replays the clock logs of a ticket and shows the arithmetic.</summary>
public sealed class SlaExplainer(IUnitOfWork unitOfWork, CalendarCatalog calendars, CallContext call, TimeProvider time)
{
    /// <summary>Most open intervals listed for one stretch; the sums count all of them.</summary>
    public const int MostIntervals = 200;

    /// <summary>The explanation. Null: no such ticket for the actor.</summary>
    public async ValueTask<SlaExplanation?> ExplainAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var ticket = await context.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticketId, cancellationToken);
        if (ticket is null || (call.Actor.IsPortal && ticket.RequesterId != call.Actor.UserId))
        {
            return null;
        }

        var now = time.Now();
        var clocks = await context.Set<SlaClock>().AsNoTracking().Where(c => c.TicketId == ticketId).ToListAsync(cancellationToken);
        var log = (await context.Set<SlaClockLogEntry>().AsNoTracking().Where(e => e.TicketId == ticketId)
            .Where(static e => e.Action != ClockAction.Breach)
            .OrderBy(static e => e.Sequence).ToListAsync(cancellationToken)).ToLookup(static e => e.ClockId);
        var explained = new List<ClockExplanation>();
        foreach (var clock in clocks.OrderBy(static c => c.Kind).ThenBy(static c => c.Cycle))
        {
            explained.Add(await ReplayAsync(context, clock, [.. log[clock.Id]], now, cancellationToken));
        }

        return new SlaExplanation(ticketId, ticket.Promise?.PolicyName, ticket.PolicyVersion, now, explained);
    }

    private async ValueTask<ClockExplanation> ReplayAsync(
        DomainDbContext context, SlaClock clock, List<SlaClockLogEntry> log, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var segments = new List<ClockSegment>();
        var running = false;
        var used = log[0].Consumed;
        for (var i = 0; i < log.Count; i++)
        {
            var entry = log[i];
            running = entry.Action switch
            {
                ClockAction.Start or ClockAction.Resume => true,
                ClockAction.Recalculate => running,
                _ => false,
            };
            var to = i + 1 < log.Count ? log[i + 1].At : clock.EndedAt is null ? now : entry.At;
            if (to == entry.At && i + 1 == log.Count && clock.EndedAt is not null)
            {
                break;
            }

            var calendar = await calendars.GetAsync(entry.CalendarId, entry.CalendarVersion, cancellationToken);
            var spent = running ? calendar.BusinessTimeBetween(entry.At, to) : TimeSpan.Zero;
            used += spent;
            segments.Add(new ClockSegment(
                entry.At, to, entry.Action, entry.Reason, running,
                await NameAsync(context, entry.CalendarId, calendar, cancellationToken), entry.Target, spent, used, entry.DueAt,
                running ? [.. calendar.IntervalsBetween(entry.At, to).Take(MostIntervals)] : []));
        }

        var current = await calendars.GetAsync(clock.CalendarId, clock.CalendarVersion, cancellationToken);
        return new ClockExplanation(
            clock.Id, clock.Kind, clock.Cycle, clock.State, clock.BreachedAt is not null, clock.StartedAt, clock.Target,
            log[0].Consumed, used, clock.Target - used, clock.DueAt, clock.EndedAt, segments, used == clock.Used(current, now));
    }

    private static async ValueTask<string> NameAsync(
        DomainDbContext context, Guid? id, BusinessCalendar calendar, CancellationToken cancellationToken) => id is null
        ? "Around the clock (UTC)"
        : $"{(await context.FindAsync<Calendar>([id.Value], cancellationToken))?.Name} ({calendar.Definition.Zone})";
}
