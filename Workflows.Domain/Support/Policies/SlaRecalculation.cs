using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>
/// Makes open tickets follow a change of policy or calendar: the rows are marked in one statement and their processes told; each
/// ticket is recalculated by its own process, so that a large tenant does not hold one long transaction.
/// </summary>
public sealed class SlaRecalculation(IUnitOfWork unitOfWork, IProcessGateway processes) : ICalendarFollower
{
    private static readonly TicketStatus[] Unfinished = [TicketStatus.New, TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold];

    /// <summary>Tickets with the policy; with <paramref name="everyTicket"/> also those that might have it now. Gives how many.</summary>
    public async ValueTask<int> PolicyChangedAsync(Guid policyId, bool everyTicket, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await MarkAsync(
            context.Set<Ticket>().Where(t => Unfinished.Contains(t.Status) && (everyTicket || t.PolicyId == policyId)), cancellationToken);
    }

    /// <summary>Tickets whose living clocks count in the calendar. Gives how many.</summary>
    public async ValueTask<int> CalendarChangedAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await MarkAsync(
            context.Set<Ticket>().Where(t => Unfinished.Contains(t.Status)
                && context.Set<SlaClock>().Any(c => c.TicketId == t.Id && c.EndedAt == null && c.CalendarId == calendarId)),
            cancellationToken);
    }

    private async ValueTask<int> MarkAsync(IQueryable<Ticket> tickets, CancellationToken cancellationToken)
    {
        var ids = await tickets.Where(static t => !t.NeedsRematch).Select(static t => t.Id).ToListAsync(cancellationToken);
        await tickets.ExecuteUpdateAsync(static set => set.SetProperty(static t => t.NeedsRematch, true), cancellationToken);
        foreach (var id in ids)
        {
            await processes.PublishAsync(
                new ProcessEvent(TicketChanged.EventName, Ticket.CorrelationOf(id), TicketChanged.Of(id, TicketChange.Recalculate)),
                cancellationToken);
        }

        return ids.Count;
    }
}
