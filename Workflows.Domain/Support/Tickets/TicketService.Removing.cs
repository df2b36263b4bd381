using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Surveys;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Removing tickets and notes, and changing notes.</summary>
public sealed partial class TicketService
{
    /// <summary>
    /// Removes a ticket with its messages, clocks and history; its process ends. Managers only, and not when another ticket or an
    /// answer to a survey refers to it. The audit trail keeps what it was.
    /// </summary>
    public async ValueTask<TicketOutcome> DeleteAsync(Guid ticketId, uint? version, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return new TicketOutcome.NotFound();
        }

        if (!_call.Actor.IsManager)
        {
            return new TicketOutcome.Forbidden("Only managers may remove tickets.");
        }

        if (version is { } expected && expected != ticket.RowVersion)
        {
            return new TicketOutcome.Stale();
        }

        if (await context.Set<Ticket>().AnyAsync(t => t.MergedIntoId == ticketId || t.ContinuesId == ticketId, cancellationToken))
        {
            return new TicketOutcome.Conflict("referenced", "Other tickets were merged into this one or go on from it: close it instead.");
        }

        if (await context.Set<SurveyResponse>().AnyAsync(r => r.TicketId == ticketId, cancellationToken))
        {
            return new TicketOutcome.Conflict("referenced", "The customer has answered a survey about this ticket: close it instead.");
        }

        await _driver.RemoveAsync(ticket, cancellationToken);
        return new TicketOutcome.Deleted();
    }

    /// <summary>Changes an internal note; its author and managers may. Messages stand as they were mailed.</summary>
    public ValueTask<TicketOutcome> ChangeNoteAsync(Guid commentId, string body, CancellationToken cancellationToken) =>
        NoteAsync(commentId, "ticket.note_change", (_, note) =>
        {
            if (string.IsNullOrWhiteSpace(body) || body.Length > LongestText)
            {
                return TicketOutcome.Field("body", $"Give a text of up to {LongestText} characters.");
            }

            note.Body = body;
            return null;
        }, cancellationToken);

    /// <summary>Removes an internal note; its author and managers may. Messages stand as they were mailed.</summary>
    public ValueTask<TicketOutcome> DeleteNoteAsync(Guid commentId, CancellationToken cancellationToken) =>
        NoteAsync(commentId, "ticket.note_delete", static (context, note) =>
        {
            context.Remove(note);
            return null;
        }, cancellationToken);

    private async ValueTask<TicketOutcome> NoteAsync(
        Guid commentId, string action, Func<DomainDbContext, TicketComment, TicketOutcome?> change, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.FindAsync<TicketComment>([commentId], cancellationToken) is not { } note
            || await context.LockAsync(note.TicketId, cancellationToken) is not { } ticket)
        {
            return new TicketOutcome.NotFound();
        }

        if (OnlyStaff() is { } forbidden)
        {
            return forbidden;
        }

        if (!note.IsInternal)
        {
            return new TicketOutcome.Conflict("referenced", "The message was sent, and clocks count by it: write another one to correct it.");
        }

        if (!_call.Actor.IsManager && (note.AuthorId is null || note.AuthorId != _call.Actor.UserId))
        {
            return new TicketOutcome.Forbidden("Only its author and managers may change a note.");
        }

        var before = new { note.Id, note.Body };
        if (change(context, note) is { } refused)
        {
            return refused;
        }

        await _driver.NoteChangedAsync(ticket, action, before, context.Entry(note).State == EntityState.Deleted ? null : new { note.Id, note.Body }, cancellationToken);
        return new TicketOutcome.Commented(ticket, note);
    }
}
