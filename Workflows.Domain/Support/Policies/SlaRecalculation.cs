using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>
/// Makes open tickets follow a change of policy or calendar: the rows are marked in one statement. A few are recalculated by their own
/// processes, many by the process <see cref="ProcessId"/>, in batches, so that a large tenant holds no long transaction and is done in
/// a minute.
/// </summary>
public sealed class SlaRecalculation(IUnitOfWork unitOfWork, IProcessGateway processes) : ICalendarFollower
{
    /// <summary>Definition id of the process that recalculates many tickets.</summary>
    public const string ProcessId = "sla-recalculation";

    // A burst a ticket costs some milliseconds; the batches some tenths of one, but their wait for a worker is longer than a few bursts.
    private const int ByTheirOwnProcesses = 50;

    // Two processes share the rows, so that one computes while the other waits for the database.
    private const int Processes = 2;

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
        if (ids.Count > ByTheirOwnProcesses)
        {
            await StartProcessesAsync(cancellationToken);
            return ids.Count;
        }

        foreach (var id in ids)
        {
            await processes.PublishAsync(
                new ProcessEvent(TicketChanged.EventName, Ticket.CorrelationOf(id), TicketChanged.Of(id, TicketChange.Recalculate)),
                cancellationToken);
        }

        return ids.Count;
    }

    private async ValueTask StartProcessesAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Processes; i++)
        {
            await processes.StartAsync(
                new ProcessStart(ProcessId, $"{ProcessId}:{Guid.CreateVersion7()}", new Dictionary<string, object?>(StringComparer.Ordinal)),
                cancellationToken);
        }
    }
}
