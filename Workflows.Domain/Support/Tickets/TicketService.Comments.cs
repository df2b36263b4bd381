using Microsoft.EntityFrameworkCore;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Messages, notes and merging.</summary>
public sealed partial class TicketService
{
    private const int LongestMergeChain = 20;

    /// <summary>
    /// Adds a message or note. A public staff comment answers the customer; a customer's comment ends the wait for it, reopens what was
    /// resolved, and opens a new linked ticket when the old one was closed too long ago. Comments on a merged ticket go to the ticket
    /// it became part of. A machine's message is kept and moves nothing.
    /// </summary>
    public async ValueTask<TicketOutcome> CommentAsync(Guid ticketId, NewComment input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_call.Actor.IsPortal && (input.IsInternal || input.ThenWait))
        {
            return new TicketOutcome.Forbidden("Internal notes and waiting are for staff.");
        }

        if (string.IsNullOrWhiteSpace(input.Body) || input.Body.Length > LongestText)
        {
            return TicketOutcome.Field("body", $"Give a text of up to {LongestText} characters.");
        }

        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (input.MessageId is not null && await context.Set<TicketComment>()
                .SingleOrDefaultAsync(c => c.MessageId == input.MessageId, cancellationToken) is { } known)
        {
            var holder = await context.FindAsync<Ticket>([known.TicketId], cancellationToken);
            return new TicketOutcome.Commented(holder!, known);
        }

        var (target, through) = await FollowMergesAsync(ticketId, cancellationToken);
        TicketComment? comment = null;
        TicketOutcome? elsewhere = null;
        var author = _call.Actor.IsPortal ? CommentAuthor.Customer : CommentAuthor.Agent;
        var change = input.IsInternal || input.IsMachine ? TicketChange.InternalNote
            : author == CommentAuthor.Agent ? TicketChange.AgentReply : TicketChange.CustomerReply;
        var outcome = await CommandAsync(target, null, "ticket.comment", change, async session =>
        {
            var ticket = session.Ticket;
            if (change == TicketChange.CustomerReply && ticket.Status == TicketStatus.Closed && !WindowIsOpen(ticket, session.Now))
            {
                elsewhere = await ContinueAsync(session, input, cancellationToken);
                return elsewhere;
            }

            if (ticket.Status == TicketStatus.Closed && change == TicketChange.AgentReply)
            {
                return Illegal(ticket);
            }

            comment = AddComment(session, input, author);
            await ReactAsync(session, change, comment, input.ThenWait);
            return null;
        }, cancellationToken, entitled: through);
        return outcome is TicketOutcome.Done { Ticket: var row } && comment is not null ? new TicketOutcome.Commented(row, comment) : outcome;
    }

    /// <summary>
    /// Makes one ticket part of another: its clocks end without a result, its process ends, and replies to it go to the other.
    /// </summary>
    public ValueTask<TicketOutcome> MergeAsync(Guid ticketId, Guid intoId, uint? version, CancellationToken cancellationToken) =>
        CommandAsync(ticketId, version, "ticket.merge", TicketChange.Closed, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (ticket.Status == TicketStatus.Merged && ticket.MergedIntoId == intoId)
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (!TicketTransitions.Allows(ticket.Status, TicketStatus.Merged))
            {
                return Illegal(ticket);
            }

            var into = await session.Context.FindAsync<Ticket>([intoId], cancellationToken);
            if (into is null || intoId == ticketId || into.Status is TicketStatus.Merged or TicketStatus.Closed)
            {
                return TicketOutcome.Field("into_id", "Give another ticket that is neither merged nor closed.");
            }

            session.Clocks.Cancel("merged", session.Now);
            ticket.MergedIntoId = intoId;
            Enter(session, TicketStatus.Merged);
            session.Context.Add(new TicketComment
            {
                TenantId = ticket.TenantId,
                TicketId = intoId,
                Author = CommentAuthor.System,
                IsInternal = true,
                Body = $"Ticket #{ticket.Number} was merged into this one.",
                Source = TicketChannel.Api,
                CreatedAt = session.Now,
            });
            return null;
        }, cancellationToken);

    private static async ValueTask ReactAsync(Session session, TicketChange change, TicketComment comment, bool thenWait)
    {
        var ticket = session.Ticket;
        if (change == TicketChange.CustomerReply)
        {
            switch (ticket.Status)
            {
                case TicketStatus.Pending:
                    Enter(session, TicketStatus.Open);
                    break;
                case TicketStatus.Resolved or TicketStatus.Closed:
                    Reopen(session);
                    break;
            }

            session.Clocks.CustomerWrote(session.Now);
            Owe(session, NoticeKind.CustomerReply, commentId: comment.Id);
        }
        else if (change == TicketChange.AgentReply)
        {
            await session.Clocks.AgentRepliedAsync(session.Now, session.CancellationToken);
            if (ticket.Status == TicketStatus.New)
            {
                Enter(session, TicketStatus.Open);
            }

            if (thenWait && TicketTransitions.Allows(ticket.Status, TicketStatus.Pending))
            {
                Enter(session, TicketStatus.Pending);
            }

            if (!ticket.IsMachine)
            {
                Owe(session, NoticeKind.PublicReply, commentId: comment.Id);
            }
        }
    }

    private async ValueTask<TicketOutcome> ContinueAsync(Session session, NewComment input, CancellationToken cancellationToken)
    {
        var old = session.Ticket;
        var next = await AddAsync(session.Context, new NewTicket
        {
            Subject = old.Subject,
            Description = input.Body,
            RequesterId = old.RequesterId,
            Channel = input.Source,
            Category = old.Category,
            Tags = old.Tags,
            TeamId = old.TeamId,
            ContinuesId = old.Id,
        }, cancellationToken);
        var comment = AddComment(session with { Clocks = await _desk.OpenAsync(next, cancellationToken) }, input, CommentAuthor.Customer);
        await _driver.CommitAsync(cancellationToken);
        return new TicketOutcome.Commented(next, comment);
    }

    private TicketComment AddComment(Session session, NewComment input, CommentAuthor author)
    {
        var comment = new TicketComment
        {
            TenantId = session.Ticket.TenantId,
            TicketId = session.Ticket.Id,
            Author = author,
            AuthorId = _call.Actor.UserId,
            IsInternal = input.IsInternal,
            IsMachine = input.IsMachine,
            Body = input.Body,
            Source = input.Source ?? (_call.Actor.IsPortal ? TicketChannel.Portal : TicketChannel.Web),
            MessageId = input.MessageId,
            Attachments = input.Attachments ?? "[]",
            CreatedAt = session.Now,
        };
        session.Context.Add(comment);
        return comment;
    }

    // The requester of a merged ticket may be another than the target's; whoever may write to the one may write through it.
    private async ValueTask<(Guid Target, bool Through)> FollowMergesAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var through = false;
        for (var hop = 0; hop < LongestMergeChain; hop++)
        {
            var row = await context.Set<Ticket>().AsNoTracking().Where(t => t.Id == ticketId)
                .Select(static t => new { t.RequesterId, t.MergedIntoId }).SingleOrDefaultAsync(cancellationToken);
            if (row is not { MergedIntoId: { } into } || (hop == 0 && _call.Actor.IsPortal && row.RequesterId != _call.Actor.UserId))
            {
                break;
            }

            (ticketId, through) = (into, true);
        }

        return (ticketId, through);
    }
}
