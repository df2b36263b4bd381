using System.Security.Cryptography;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>The mails that people's actions call for.</summary>
public sealed partial class SlaService
{
    /// <summary>Sends an owed mail. Returns false when it was dealt with before, or nobody is left to send it to.</summary>
    public async ValueTask<bool> SendNoticeAsync(Guid noticeId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.FindAsync<TicketNotice>([noticeId], cancellationToken) is not { } notice
            || await context.LockAsync(notice.TicketId, cancellationToken) is not { } ticket)
        {
            return false;
        }

        await context.Entry(notice).ReloadAsync(cancellationToken);
        if (notice.HandledAt is not null)
        {
            return false;
        }

        var comment = notice.CommentId is { } commentId
            ? await context.FindAsync<TicketComment>([commentId], cancellationToken)
            : null;
        var (template, to) = await AddressAsync(notice, ticket, cancellationToken);
        var sent = await _staff.Mailer.SendAsync(
            new TicketMail(template, ticket, $"ticket-notice:{notice.Id}", to)
            {
                InWorkingHours = notice.Kind is NoticeKind.Escalated or NoticeKind.NobodyAvailable or NoticeKind.ReopenedAgain,
                More = new Dictionary<string, object?>
                {
                    ["comment"] = comment?.Body,
                    ["author"] = (await _staff.Directory.FindAsync(comment?.AuthorId, cancellationToken))?.Name,
                    ["previous_assignee"] = (await _staff.Directory.FindAsync(notice.OtherUserId, cancellationToken))?.Name,
                    ["reopened_count"] = ticket.ReopenedCount,
                    ["reopen_url"] = notice.Kind is NoticeKind.Resolved or NoticeKind.WaitingClosed or NoticeKind.Closed
                        ? ReopenLink(context, ticket)
                        : null,
                },
            },
            cancellationToken);
        (notice.HandledAt, notice.Outcome) = (_time.Now(), sent.Count > 0 ? "sent" : "nobody");
        await _unitOfWork.CommitAsync(cancellationToken);
        return sent.Count > 0;
    }

    // By the link alone the requester may reopen, so it is as random as a survey's, and only its hash is kept.
    private string ReopenLink(DomainDbContext context, Ticket ticket)
    {
        var token = RandomNumberGenerator.GetBytes(TokenBytes);
        context.Add(new TicketLink
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            ContactId = ticket.RequesterId,
            TokenHash = SHA256.HashData(token),
            CreatedAt = _time.Now(),
        });
        return _staff.Mailer.Link($"/reopen/{Convert.ToHexStringLower(token)}");
    }

    private async ValueTask<(string Template, IReadOnlyList<User> To)> AddressAsync(
        TicketNotice notice, Ticket ticket, CancellationToken cancellationToken) => notice.Kind switch
        {
            NoticeKind.Received => ("received", await RequesterAsync(ticket, cancellationToken)),
            NoticeKind.PublicReply => ("public-reply", await RequesterAsync(ticket, cancellationToken)),
            NoticeKind.Resolved => ("resolved", await RequesterAsync(ticket, cancellationToken)),
            NoticeKind.Closed => ("closed", await RequesterAsync(ticket, cancellationToken)),
            NoticeKind.WaitingClosed => ("closing-notice", await RequesterAsync(ticket, cancellationToken)),
            // Handed on before the mail went out: only the one who has it now is told.
            NoticeKind.Assigned => ("assigned", notice.UserId == ticket.AssigneeId ? await PeopleAsync([notice.UserId], cancellationToken) : []),
            NoticeKind.CustomerReply => ("customer-reply", await WorkersAsync(ticket, cancellationToken)),
            NoticeKind.Reopened => ("reopened", await WorkersAsync(ticket, cancellationToken)),
            NoticeKind.ReopenedAgain => ("reopened-again", await LeadsAsync(ticket, cancellationToken)),
            NoticeKind.PauseExpired => ("pause-expired",
                [.. await WorkersAsync(ticket, cancellationToken), .. await LeadsAsync(ticket, cancellationToken)]),
            NoticeKind.NobodyAvailable => ("nobody-available", await LeadsAsync(ticket, cancellationToken)),
            _ => ("reassigned",
                [.. await PeopleAsync([notice.OtherUserId, notice.UserId], cancellationToken), .. await LeadsAsync(ticket, cancellationToken)]),
        };

    private ValueTask<IReadOnlyList<User>> LeadsAsync(Ticket ticket, CancellationToken cancellationToken) =>
        _staff.Directory.LeadsAsync(ticket.TeamId, _time.Now(), cancellationToken);

    // The assignee or whoever stands in; a ticket without one is the whole team's business.
    private async ValueTask<IReadOnlyList<User>> WorkersAsync(Ticket ticket, CancellationToken cancellationToken) =>
        ticket.AssigneeId is null
            ? await _staff.Directory.MembersAsync(ticket.TeamId, cancellationToken)
            : await _staff.Directory.PresentAsync(ticket.AssigneeId, _time.Now(), cancellationToken) is { } assignee ? [assignee] : [];

    private async ValueTask<IReadOnlyList<User>> PeopleAsync(IEnumerable<Guid?> ids, CancellationToken cancellationToken)
    {
        var people = new List<User>();
        foreach (var id in ids)
        {
            if (await _staff.Directory.FindAsync(id, cancellationToken) is { } user)
            {
                people.Add(user);
            }
        }

        return people;
    }
}
