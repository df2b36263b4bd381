using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>
/// Recalculates marked tickets in batches: the same arithmetic as a ticket's own process (<see cref="SlaService.EvaluateAsync"/>), for
/// many rows at once. A process is only called where its ticket's next instant has come nearer.
/// </summary>
public sealed class SlaBatches
{
    private readonly IUnitOfWork _unitOfWork;
    private readonly IProcessGateway _processes;
    private readonly SlaDesk _desk;
    private readonly SlaPolicyMatcher _matcher;
    private readonly CalendarCatalog _calendars;
    private readonly CallContext _call;
    private readonly TimeProvider _time;

    internal SlaBatches(
        IUnitOfWork unitOfWork, IProcessGateway processes, SlaDesk desk, SlaPolicyMatcher matcher, CalendarCatalog calendars,
        CallContext call, TimeProvider time) =>
        (_unitOfWork, _processes, _desk, _matcher, _calendars, _call, _time) = (unitOfWork, processes, desk, matcher, calendars, call, time);

    /// <summary>
    /// Recalculates the next marked tickets in the order of their ids. Tickets that somebody holds are passed over: their own process
    /// matches them when it looks at them after whatever happens to them.
    /// </summary>
    /// <param name="after">The last ticket of the batch before; null to begin.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The last ticket of this batch; null when none was left.</returns>
    public async ValueTask<Guid?> RecalculateAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var tickets = await context.Set<Ticket>()
            .FromSql($"""
                select t.*, t.xmin from support_tickets t
                where t.tenant_id = {_call.TenantId} and t.needs_rematch and t.id > {after ?? Guid.Empty}
                order by t.id limit {limit} for update skip locked
                """)
            .ToListAsync(cancellationToken);
        if (tickets.Count == 0)
        {
            return null;
        }

        await RecalculateAsync(context, tickets, cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return tickets.Max(static t => t.Id);
    }

    private async ValueTask RecalculateAsync(DomainDbContext context, List<Ticket> tickets, CancellationToken cancellationToken)
    {
        var now = _time.Now();
        var ids = tickets.ConvertAll(static t => t.Id);
        var rows = (await context.Set<SlaClock>().Where(c => ids.Contains(c.TicketId)).ToListAsync(cancellationToken))
            .ToLookup(static c => c.TicketId);
        var policies = await _matcher.LoadAsync(cancellationToken);
        var nearer = new List<(Guid InstanceId, DateTimeOffset At)>();
        foreach (var ticket in tickets)
        {
            var before = ticket.NextSlaAt;
            var clocks = new TicketClocks(
                context, _calendars, ticket, [.. rows[ticket.Id].OrderBy(static c => c.Kind).ThenBy(static c => c.Cycle)], _call.Actor.Name);
            await clocks.LoadCalendarsAsync(cancellationToken);
            ticket.NeedsRematch = false;
            if (!ticket.IsDone)
            {
                await clocks.PromiseAsync(
                    await _matcher.MatchAsync(policies, ticket, now, cancellationToken), "policy", now, cancellationToken);
            }

            await _desk.SummariseAsync(clocks, now, cancellationToken);
            if (ticket is { WorkflowInstanceId: { } instance, NextSlaAt: { } next } && (before is null || next < before))
            {
                nearer.Add((instance, next));
            }
        }

        await CallAsync(tickets, nearer, cancellationToken);
    }

    private async ValueTask CallAsync(
        List<Ticket> tickets, List<(Guid InstanceId, DateTimeOffset At)> nearer, CancellationToken cancellationToken)
    {
        if (nearer.Count == 0)
        {
            return;
        }

        var without = (await _processes.BringForwardAsync(nearer, cancellationToken)).ToHashSet();
        foreach (var ticket in tickets.Where(t => t.WorkflowInstanceId is { } id && without.Contains(id)))
        {
            await _processes.PublishAsync(
                new ProcessEvent(
                    TicketChanged.EventName, Ticket.CorrelationOf(ticket.Id), TicketChanged.Of(ticket.Id, TicketChange.Recalculate)),
                cancellationToken);
        }
    }
}
