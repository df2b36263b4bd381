using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>
/// The steps of the <c>ticket-sla</c> process. Each locks and reads the ticket's row first and then acts, so a late, early or doubled
/// call is a no-op; each answers with an outcome that the process branches on.
/// </summary>
public sealed partial class SlaService
{
    private readonly IUnitOfWork _unitOfWork;
    private readonly TimeProvider _time;
    private readonly SlaPolicyMatcher _matcher;
    private readonly SlaDesk _desk;
    private readonly SlaStaff _staff;

    internal SlaService(IUnitOfWork unitOfWork, TimeProvider time, SlaPolicyMatcher matcher, SlaDesk desk, SlaStaff staff) =>
        (_unitOfWork, _time, _matcher, _desk, _staff) = (unitOfWork, time, matcher, desk, staff);

    /// <summary>Matches the ticket's policy once and notes which instance drives it.</summary>
    /// <returns>The policy that matched. Null: none, or the ticket is gone.</returns>
    public async ValueTask<Guid?> MatchPolicyAsync(
        Guid ticketId, Guid? workflowInstanceId, int? definitionVersion, IReadOnlyList<int>? warnings, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return null;
        }

        ticket.WorkflowInstanceId = workflowInstanceId ?? ticket.WorkflowInstanceId;
        ticket.WorkflowDefinitionVersion = definitionVersion ?? ticket.WorkflowDefinitionVersion;
        if (ticket is { Promise: null, SlaStartedAt: null })
        {
            var clocks = await _desk.OpenAsync(ticket, cancellationToken);
            await clocks.PromiseAsync(
                await _matcher.MatchAsync(ticket, ticket.CreatedAt, cancellationToken), "created", ticket.CreatedAt, cancellationToken);
        }

        if (warnings is not null && ticket.Promise is { } promise)
        {
            ticket.Promise = promise with { Warnings = warnings, WarningsOfProcess = true };
        }

        await _unitOfWork.CommitAsync(cancellationToken);
        return ticket.PolicyId;
    }

    /// <summary>Starts the promised clocks at the ticket's creation.</summary>
    /// <returns>Whether anything was started now.</returns>
    public async ValueTask<bool> StartClocksAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { SlaStartedAt: null } ticket)
        {
            return false;
        }

        var clocks = await _desk.OpenStartedAsync(ticket, cancellationToken);
        clocks.FollowStatus(_time.Now());
        await _desk.SummariseAsync(clocks, _time.Now(), cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return clocks.All.Count > 0;
    }

    /// <summary>
    /// Finds the next thing to do for the ticket and notes it, or says when to look again. Owed notices come first, then events that
    /// were noted before and not dealt with, then what time has brought.
    /// </summary>
    public async ValueTask<SlaEvaluation> EvaluateAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return new SlaEvaluation(SlaStepKind.Ended);
        }

        var now = _time.Now();
        var clocks = await _desk.OpenStartedAsync(ticket, cancellationToken);
        if (ticket.NeedsRematch)
        {
            await _desk.RematchAsync(clocks, "policy", now, cancellationToken);
        }

        var evaluation = await OpenNoticeAsync(context, ticketId, cancellationToken)
            ?? await OpenEventAsync(context, ticketId, cancellationToken)
            ?? await PlanAsync(clocks, now, cancellationToken);

        // Between two steps the process does not wait, so an instant that is due stays visible to the sweep until it is dealt with.
        clocks.Summarise(now, evaluation.Step switch
        {
            SlaStepKind.Wait => evaluation.NextAt,
            SlaStepKind.Ended => null,
            _ => now,
        });
        await _unitOfWork.CommitAsync(cancellationToken);
        return evaluation;
    }

    /// <summary>When the ticket's process has to look again. Null: only when something happens.</summary>
    public async ValueTask<DateTimeOffset?> NextInstantAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<Ticket>().Where(t => t.Id == ticketId).Select(static t => t.NextSlaAt).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// Ends the process of a finished ticket: the row forgets its instance, so that a later reopening starts a new one.
    /// </summary>
    /// <returns>False when the ticket has come to life meanwhile; the process then goes on.</returns>
    public async ValueTask<bool> RecordResultAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return true;
        }

        var now = _time.Now();
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        if ((await _desk.NextAsync(clocks, now, cancellationToken)).Kind != SlaStepKind.Ended
            || await OpenNoticeAsync(context, ticketId, cancellationToken) is not null)
        {
            return false;
        }

        (ticket.WorkflowInstanceId, ticket.WorkflowEndedAt) = (null, now);
        clocks.Summarise(now, next: null);
        await _unitOfWork.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Stops one clock, or all, for a reason of the process's own. Returns whether anything ran.</summary>
    public ValueTask<bool> PauseAsync(Guid ticketId, ClockKind? kind, string reason, CancellationToken cancellationToken) =>
        MoveClocksAsync(ticketId, kind, static (clocks, clock, why, now) => clocks.Pause(clock, why, now), reason, cancellationToken);

    /// <summary>Lets one clock, or all, run again. Returns whether anything was paused.</summary>
    public ValueTask<bool> ResumeAsync(Guid ticketId, ClockKind? kind, string reason, CancellationToken cancellationToken) =>
        MoveClocksAsync(ticketId, kind, static (clocks, clock, why, now) => clocks.Resume(clock, why, now), reason, cancellationToken);

    private async ValueTask<bool> MoveClocksAsync(
        Guid ticketId,
        ClockKind? kind,
        Func<TicketClocks, SlaClock, string, DateTimeOffset, bool> move,
        string reason,
        CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return false;
        }

        var now = _time.Now();
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        var moved = false;
        foreach (var clock in clocks.Live.Where(clock => kind is null || clock.Kind == kind).ToList())
        {
            moved |= move(clocks, clock, reason, now);
        }

        await _desk.SummariseAsync(clocks, now, cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return moved;
    }

    private async ValueTask<SlaEvaluation> PlanAsync(TicketClocks clocks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var step = await _desk.NextAsync(clocks, now, cancellationToken);
        if (step.Clock is null)
        {
            return new SlaEvaluation(step.Kind, step.Kind == SlaStepKind.Wait ? step.At : null, null, step.Level);
        }

        var noted = await clocks.RecordAsync(step, now, cancellationToken);
        if (noted.HandledAt is null)
        {
            return new SlaEvaluation(step.Kind, null, noted.Id, step.Level);
        }

        // Known from before a recalculation: the clock's marks are true again, and nobody is told twice.
        return await PlanAsync(clocks, now, cancellationToken);
    }

    private static async ValueTask<SlaEvaluation?> OpenNoticeAsync(
        DomainDbContext context, Guid ticketId, CancellationToken cancellationToken)
    {
        var id = await context.Set<TicketNotice>().Where(n => n.TicketId == ticketId && n.HandledAt == null)
            .OrderBy(static n => n.CreatedAt).ThenBy(static n => n.Kind).ThenBy(static n => n.Id).Select(static n => (Guid?)n.Id).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : new SlaEvaluation(SlaStepKind.Notify, null, id);
    }

    private static async ValueTask<SlaEvaluation?> OpenEventAsync(
        DomainDbContext context, Guid ticketId, CancellationToken cancellationToken)
    {
        var open = await context.Set<SlaEvent>().Where(e => e.TicketId == ticketId && e.HandledAt == null)
            .OrderBy(static e => e.DueAt).ThenBy(static e => e.Key).FirstOrDefaultAsync(cancellationToken);
        return open is null
            ? null
            : new SlaEvaluation(
                open.Kind switch
                {
                    SlaEventKind.Warning => SlaStepKind.Warning,
                    SlaEventKind.Breach => SlaStepKind.Breached,
                    _ => SlaStepKind.Escalate,
                },
                null, open.Id, open.Level);
    }
}
