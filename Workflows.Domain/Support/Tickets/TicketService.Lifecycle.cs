using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Assigning, and the way through the state table.</summary>
public sealed partial class TicketService
{
    /// <summary>
    /// Gives the ticket to a member of its team, or to nobody. Two at once: the second gets a conflict unless both name the same
    /// person.
    /// </summary>
    public async ValueTask<TicketOutcome> AssignAsync(Guid ticketId, Guid? assigneeId, uint? version, CancellationToken cancellationToken)
    {
        // Read before the lock: what changes between here and the lock is somebody else's assignment.
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var seen = await context.Set<Ticket>().AsNoTracking().Where(t => t.Id == ticketId)
            .Select(static t => new { t.AssigneeId }).SingleOrDefaultAsync(cancellationToken);
        return await CommandAsync(ticketId, version, "ticket.assign", TicketChange.Assigned, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (ticket.AssigneeId == assigneeId)
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (seen is not null && seen.AssigneeId != ticket.AssigneeId)
            {
                return new TicketOutcome.Conflict("assigned_meanwhile", "Somebody else has just assigned this ticket.");
            }

            if (ticket.IsDone)
            {
                return Illegal(ticket);
            }

            if (assigneeId is { } wanted && await CheckAssigneeAsync(wanted, ticket.TeamId, cancellationToken) is { } problem)
            {
                return TicketOutcome.Field("assignee_id", problem);
            }

            var before = ticket.AssigneeId;
            ticket.AssigneeId = assigneeId;
            RecordAssignment(session, before, ticket.TeamId, "assign");
            if (assigneeId is { } assignee)
            {
                Owe(session, NoticeKind.Assigned, assignee);
            }

            return null;
        }, cancellationToken);
    }

    /// <summary>Puts the ticket on hold: clocks stand still as the policy says. A manager's hold has no time limit.</summary>
    public ValueTask<TicketOutcome> HoldAsync(Guid ticketId, string reason, uint? version, CancellationToken cancellationToken) =>
        MoveAsync(ticketId, version, "ticket.hold", TicketStatus.OnHold, session =>
        {
            session.Ticket.HoldReason = reason;
            session.Ticket.PauseCapWaived = _call.Actor.IsManager;
            return ValueTask.CompletedTask;
        }, cancellationToken, string.IsNullOrWhiteSpace(reason) ? TicketOutcome.Field("reason", "Say what it waits for.") : null);

    /// <summary>Takes the ticket off hold, or ends the wait for the customer.</summary>
    public ValueTask<TicketOutcome> UnholdAsync(Guid ticketId, uint? version, CancellationToken cancellationToken) =>
        MoveAsync(ticketId, version, "ticket.unhold", TicketStatus.Open, static _ => ValueTask.CompletedTask, cancellationToken,
            allowedFrom: static status => status is TicketStatus.New or TicketStatus.Pending or TicketStatus.OnHold);

    /// <summary>Waits for the customer; a reply ends it, silence leads to reminders and in the end to resolution.</summary>
    public ValueTask<TicketOutcome> PendAsync(Guid ticketId, uint? version, CancellationToken cancellationToken) =>
        MoveAsync(ticketId, version, "ticket.pend", TicketStatus.Pending, static _ => ValueTask.CompletedTask, cancellationToken);

    /// <summary>Resolves: the clocks stop, the requester gets the resolution with a link to reopen.</summary>
    public ValueTask<TicketOutcome> ResolveAsync(Guid ticketId, string? resolution, uint? version, CancellationToken cancellationToken) =>
        CommandAsync(ticketId, version, "ticket.resolve", TicketChange.StatusChanged, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (ticket.Status == TicketStatus.Resolved)
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (!TicketTransitions.Allows(ticket.Status, TicketStatus.Resolved))
            {
                return Illegal(ticket);
            }

            if (string.IsNullOrWhiteSpace(resolution) && (ticket.Promise?.Rules ?? SlaRules.Default).ResolutionRequired)
            {
                return TicketOutcome.Field("resolution", "Say what solved it.");
            }

            await ResolveAsync(session, resolution, "resolved");
            Owe(session, NoticeKind.Resolved);
            return null;
        }, cancellationToken);

    /// <summary>Closes a resolved ticket, or one that needs no answer when a reason is given (spam, duplicate, ...).</summary>
    public ValueTask<TicketOutcome> CloseAsync(Guid ticketId, string? reason, uint? version, CancellationToken cancellationToken) =>
        CommandAsync(ticketId, version, "ticket.close", TicketChange.Closed, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (ticket.Status == TicketStatus.Closed)
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (!TicketTransitions.Allows(ticket.Status, TicketStatus.Closed))
            {
                return Illegal(ticket);
            }

            var resolved = ticket.Status == TicketStatus.Resolved;
            if (!resolved && string.IsNullOrWhiteSpace(reason))
            {
                return TicketOutcome.Field("reason", "Say why it is closed without being resolved.");
            }

            if (reason is "spam" or "duplicate")
            {
                session.Clocks.Cancel(reason, session.Now);
            }

            await session.Clocks.StopAllAsync("closed", session.Now, cancellationToken);
            Close(session, reason ?? ticket.CloseReason ?? "resolved");
            return null;
        }, cancellationToken);

    /// <summary>
    /// Opens a resolved or closed ticket again. Customers may do so while the window is open, staff always. The resolution clock goes
    /// on with the time already used.
    /// </summary>
    public ValueTask<TicketOutcome> ReopenAsync(Guid ticketId, uint? version, CancellationToken cancellationToken) =>
        CommandAsync(ticketId, version, "ticket.reopen", TicketChange.StatusChanged, session =>
        {
            var ticket = session.Ticket;
            if (ticket.Status is TicketStatus.New or TicketStatus.Open)
            {
                return ValueTask.FromResult<TicketOutcome?>(new TicketOutcome.Done(ticket, Changed: false));
            }

            if (ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
            {
                return ValueTask.FromResult<TicketOutcome?>(Illegal(ticket));
            }

            if (_call.Actor.IsPortal && !WindowIsOpen(ticket, session.Now))
            {
                return ValueTask.FromResult<TicketOutcome?>(
                    new TicketOutcome.Conflict("reopen_window_over", "Closed too long ago: write a comment, which opens a new ticket."));
            }

            Reopen(session);
            return ValueTask.FromResult<TicketOutcome?>(null);
        }, cancellationToken);

    /// <summary>Whether its requester may still open the ticket again; afterwards a message starts a new one.</summary>
    public bool MayReopen(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return WindowIsOpen(ticket, _time.Now());
    }

    private static bool WindowIsOpen(Ticket ticket, DateTimeOffset now) =>
        ticket.Status != TicketStatus.Closed || ticket.ClosedAt is not { } closed
        || now < closed.AddDays((ticket.Promise?.Rules ?? SlaRules.Default).ReopenWindowDays);

    private static void Reopen(Session session)
    {
        var ticket = session.Ticket;
        ticket.ReopenedCount++;
        (ticket.ResolvedAt, ticket.ClosedAt, ticket.CloseReason, ticket.Resolution) = (null, null, null, null);
        session.Clocks.Reopen(session.Now);
        Enter(session, TicketStatus.Open);
        Owe(session, NoticeKind.Reopened);
        if (ticket.ReopenedCount >= (ticket.Promise?.Rules ?? SlaRules.Default).ReopensBeforeLead)
        {
            Owe(session, NoticeKind.ReopenedAgain);
        }
    }

    private static async ValueTask ResolveAsync(Session session, string? resolution, string reason)
    {
        var ticket = session.Ticket;

        // The resolution is mailed to the requester, so it is the answer that the response clocks wait for.
        if (reason == "resolved")
        {
            await session.Clocks.AgentRepliedAsync(session.Now, session.CancellationToken);
        }
        else
        {
            session.Clocks.Cancel(reason, session.Now, ClockKind.FirstResponse);
            session.Clocks.Cancel(reason, session.Now, ClockKind.NextResponse);
        }

        await session.Clocks.StopAllAsync(reason, session.Now, session.CancellationToken);
        ticket.Resolution = resolution;
        ticket.ResolvedAt = session.Now;
        ticket.CloseReason = reason;
        ticket.ResolvedCount++;
        Enter(session, TicketStatus.Resolved);
    }

    private static void Close(Session session, string reason)
    {
        session.Ticket.ClosedAt = session.Now;
        session.Ticket.CloseReason = reason;
        Enter(session, TicketStatus.Closed);
        if (reason is not ("spam" or "duplicate"))
        {
            Owe(session, NoticeKind.Closed);
        }
    }

    private ValueTask<TicketOutcome> MoveAsync(
        Guid ticketId,
        uint? version,
        string action,
        TicketStatus to,
        Func<Session, ValueTask> then,
        CancellationToken cancellationToken,
        TicketOutcome? invalid = null,
        Func<TicketStatus, bool>? allowedFrom = null) =>
        CommandAsync(ticketId, version, action, TicketChange.StatusChanged, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (invalid is not null)
            {
                return invalid;
            }

            if (ticket.Status == to)
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (!TicketTransitions.Allows(ticket.Status, to) || allowedFrom?.Invoke(ticket.Status) == false)
            {
                return Illegal(ticket);
            }

            Enter(session, to);
            await then(session);
            return null;
        }, cancellationToken);

    private void RecordAssignment(Session session, Guid? fromUser, Guid? fromTeam, string reason) =>
        session.Context.Add(new TicketAssignment
        {
            TenantId = session.Ticket.TenantId,
            TicketId = session.Ticket.Id,
            FromUserId = fromUser,
            ToUserId = session.Ticket.AssigneeId,
            FromTeamId = fromTeam,
            ToTeamId = session.Ticket.TeamId,
            Reason = reason,
            ActorName = _call.Actor.Name,
            At = session.Now,
        });
}
