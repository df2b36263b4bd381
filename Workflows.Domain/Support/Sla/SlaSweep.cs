using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// The safety net below the timers: calls the process of each ticket of the tenant that should have looked at its row by now. The
/// process evaluates as it always does, so a call too many changes nothing.
/// </summary>
public sealed class SlaSweep(IUnitOfWork unitOfWork, IProcessGateway processes, TimeProvider time, IOptions<SupportOptions> options)
{
    /// <summary>Calls up to <paramref name="limit"/> processes, the latest first. Gives how many were called.</summary>
    public async ValueTask<int> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var before = time.Now() - options.Value.SweepAfter;
        var late = await context.Set<Ticket>().AsNoTracking()
            .Where(t => t.NextSlaAt < before && t.WorkflowInstanceId != null)
            .OrderBy(static t => t.NextSlaAt).Take(limit).Select(static t => t.Id).ToListAsync(cancellationToken);
        foreach (var id in late)
        {
            await processes.PublishAsync(
                new ProcessEvent(TicketChanged.EventName, Ticket.CorrelationOf(id), TicketChanged.Of(id, TicketChange.Swept)),
                cancellationToken);
        }

        await unitOfWork.CommitAsync(cancellationToken);
        return late.Count;
    }
}
