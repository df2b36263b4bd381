using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Teams;

namespace Workflows.Domain.Support.Tickets;

/// <summary>
/// The commands on tickets (C-ACT): each locks the row, checks tenant, role and state table, changes row and clocks, writes audit and
/// notices, and tells the process, all in one transaction. A command that finds its work done answers unchanged and tells nobody.
/// </summary>
public sealed partial class TicketService
{
    private readonly IUnitOfWork _unitOfWork;
    private readonly CallContext _call;
    private readonly TimeProvider _time;
    private readonly StaffDirectory _staff;
    private readonly SlaDesk _desk;
    private readonly TicketDriver _driver;

    internal TicketService(
        IUnitOfWork unitOfWork, CallContext call, TimeProvider time, StaffDirectory staff, SlaDesk desk, TicketDriver driver) =>
        (_unitOfWork, _call, _time, _staff, _desk, _driver) = (unitOfWork, call, time, staff, desk, driver);

    private delegate ValueTask<TicketOutcome?> Change(Session session);

    /// <summary>Runs a command on one locked ticket. The change answers null when it has changed the row.</summary>
    /// <remarks>An entitled caller has been found to own a ticket that was merged into this one.</remarks>
    private async ValueTask<TicketOutcome> CommandAsync(
        Guid ticketId,
        uint? version,
        string action,
        TicketChange told,
        Change change,
        CancellationToken cancellationToken,
        bool entitled = false)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var ticket = await context.LockAsync(ticketId, cancellationToken);
        if (ticket is null || (!entitled && _call.Actor.IsPortal && ticket.RequesterId != _call.Actor.UserId))
        {
            return new TicketOutcome.NotFound();
        }

        if (version is { } expected && expected != ticket.RowVersion)
        {
            return new TicketOutcome.Stale();
        }

        var session = new Session(
            context, await _desk.OpenStartedAsync(ticket, cancellationToken), TicketDriver.Face(ticket), _time.Now(), cancellationToken);
        if (await change(session) is { } outcome)
        {
            return outcome;
        }

        await _driver.NoteAsync(session.Clocks, action, session.Before, told, session.Now, cancellationToken);
        await _driver.CommitAsync(cancellationToken);
        return new TicketOutcome.Done(ticket);
    }

    private TicketOutcome.Forbidden? OnlyStaff() =>
        _call.Actor.IsPortal ? new TicketOutcome.Forbidden("Only staff may do this.") : null;

    private static TicketOutcome.IllegalTransition Illegal(Ticket ticket) =>
        new(ticket.Status, TicketTransitions.Actions(ticket.Status));

    private static void Enter(Session session, TicketStatus status)
    {
        var ticket = session.Ticket;
        ticket.Status = status;
        ticket.StatusChangedAt = session.Now;
        ticket.NudgesSent = 0;
        ticket.PauseCapWaived = false;
        if (status != TicketStatus.OnHold)
        {
            ticket.HoldReason = null;
        }

        session.Clocks.FollowStatus(session.Now);
    }

    private static void Owe(Session session, NoticeKind kind, Guid? userId = null, Guid? commentId = null, Guid? otherUserId = null) =>
        session.Context.Add(new TicketNotice
        {
            TenantId = session.Ticket.TenantId,
            TicketId = session.Ticket.Id,
            Kind = kind,
            UserId = userId,
            OtherUserId = otherUserId,
            CommentId = commentId,
            CreatedAt = session.Now,
        });

    /// <summary>One command at work on one ticket.</summary>
    private sealed record Session(
        DomainDbContext Context, TicketClocks Clocks, object Before, DateTimeOffset Now, CancellationToken CancellationToken)
    {
        public Ticket Ticket => Clocks.Ticket;
    }
}
