using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Tickets;

/// <summary>What the process does to a ticket by itself, each only when the planner still says so.</summary>
public sealed partial class TicketService
{
    /// <summary>Resolves a ticket whose customer stays silent, with a notice to the customer.</summary>
    internal ValueTask<TicketOutcome> ResolveWaitingAsync(Guid ticketId, CancellationToken cancellationToken) =>
        StepAsync(ticketId, SlaStepKind.ResolveWaiting, "ticket.resolve_waiting", TicketChange.StatusChanged, async session =>
        {
            await ResolveAsync(session, "No answer was received, so we take the request as settled.", "no_answer");
            Owe(session, NoticeKind.WaitingClosed);
        }, cancellationToken);

    /// <summary>Closes a resolved ticket after the time for objections.</summary>
    internal ValueTask<TicketOutcome> AutoCloseAsync(Guid ticketId, CancellationToken cancellationToken) =>
        StepAsync(ticketId, SlaStepKind.AutoClose, "ticket.auto_close", TicketChange.Closed, static async session =>
        {
            // Reopened and resolved by hand, clocks may be left of a policy that measured something else.
            await session.Clocks.StopAllAsync("closed", session.Now, session.CancellationToken);
            Close(session, session.Ticket.CloseReason ?? "resolved");
        }, cancellationToken);

    /// <summary>Ends a pause that lasted too long: the ticket is open again, and assignee and lead know.</summary>
    internal ValueTask<TicketOutcome> EndPauseAsync(Guid ticketId, CancellationToken cancellationToken) =>
        StepAsync(ticketId, SlaStepKind.PauseExpired, "ticket.pause_expired", TicketChange.StatusChanged, static session =>
        {
            Enter(session, TicketStatus.Open);
            Owe(session, NoticeKind.PauseExpired);
            return ValueTask.CompletedTask;
        }, cancellationToken);

    private ValueTask<TicketOutcome> StepAsync(
        Guid ticketId,
        SlaStepKind due,
        string action,
        TicketChange told,
        Func<Session, ValueTask> change,
        CancellationToken cancellationToken) =>
        CommandAsync(ticketId, null, action, told, async session =>
        {
            if ((await _desk.NextAsync(session.Clocks, session.Now, cancellationToken)).Kind != due)
            {
                return new TicketOutcome.Done(session.Ticket, Changed: false);
            }

            await change(session);
            return null;
        }, cancellationToken);
}
