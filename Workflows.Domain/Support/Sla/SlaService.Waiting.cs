using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Sla;

/// <summary>Waiting for customers, closing, and asking for feedback.</summary>
public sealed partial class SlaService
{
    private const int TokenBytes = 32;

    /// <summary>Reminds the customer of a pending ticket. Returns false when no reminder is due any more.</summary>
    public async ValueTask<bool> NudgeAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return false;
        }

        var now = _time.Now();
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        var step = await _desk.NextAsync(clocks, now, cancellationToken);
        if (step.Kind != SlaStepKind.Nudge)
        {
            return false;
        }

        ticket.NudgesSent = step.Level;
        var rules = ticket.Promise?.Rules ?? SlaRules.Default;
        await _staff.Mailer.SendAsync(
            new TicketMail(
                "waiting-reminder", ticket,
                string.Create(CultureInfo.InvariantCulture, $"nudge:{ticket.Id}:{ticket.StatusChangedAt.UtcTicks}:{step.Level}"),
                await RequesterAsync(ticket, cancellationToken))
            {
                More = new Dictionary<string, object?>
                {
                    ["number_of_reminder"] = step.Level,
                    ["last_reminder"] = step.Level >= rules.NudgeAfterDays.Count,
                    ["resolves_after_days"] = rules.ResolveWaitingAfterDays,
                },
            },
            cancellationToken);
        await _desk.SummariseAsync(clocks, now, cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Resolves a pending ticket whose customer stays silent. Returns false when that is no longer so.</summary>
    public async ValueTask<bool> ResolveWaitingAsync(Guid ticketId, CancellationToken cancellationToken) =>
        await _staff.Tickets.ResolveWaitingAsync(ticketId, cancellationToken) is TicketOutcome.Done { Changed: true };

    /// <summary>Ends a pause beyond the policy's cap. Returns false when there is none.</summary>
    public async ValueTask<bool> EndPauseAsync(Guid ticketId, CancellationToken cancellationToken) =>
        await _staff.Tickets.EndPauseAsync(ticketId, cancellationToken) is TicketOutcome.Done { Changed: true };

    /// <summary>Closes a resolved ticket once nobody has objected for long enough. Returns false when it is not due.</summary>
    public async ValueTask<bool> AutoCloseAsync(Guid ticketId, CancellationToken cancellationToken) =>
        await _staff.Tickets.AutoCloseAsync(ticketId, cancellationToken) is TicketOutcome.Done { Changed: true };

    /// <summary>
    /// Asks the contact of a closed ticket for feedback, once a resolution cycle: not after spam, merging or mere silence, and not
    /// again within the policy's cap. What was decided is kept, so it is decided once.
    /// </summary>
    public async ValueTask<SurveyOutcome> InviteSurveyAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return SurveyOutcome.NotWanted;
        }

        var now = _time.Now();
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        if ((await _desk.NextAsync(clocks, now, cancellationToken)).Kind != SlaStepKind.Survey)
        {
            return SurveyOutcome.NotWanted;
        }

        var rules = ticket.Promise?.Rules ?? SlaRules.Default;
        var invitation = new SurveyInvitation
        {
            TenantId = ticket.TenantId,
            TicketId = ticket.Id,
            Cycle = ticket.ResolvedCount,
            ContactId = ticket.RequesterId,
            CreatedAt = now,
            Outcome = await SurveyVerdictAsync(context, ticket, rules, now, cancellationToken),
        };
        if (invitation.Outcome == SurveyOutcome.Sent)
        {
            var survey = await _staff.Surveys.AskedAsync(cancellationToken);
            (invitation.SurveyId, invitation.SurveyVersion) = (survey!.Id, survey.Version);
            var token = RandomNumberGenerator.GetBytes(TokenBytes);
            invitation.TokenHash = SHA256.HashData(token);
            invitation.ExpiresAt = now.AddDays(rules.SurveyExpiresAfterDays);
            if (!await MailSurveyAsync(ticket, invitation, "survey-invitation", token, cancellationToken))
            {
                (invitation.Outcome, invitation.TokenHash, invitation.ExpiresAt) = (SurveyOutcome.OptedOut, null, null);
            }
        }

        context.Add(invitation);
        await _desk.SummariseAsync(clocks, now, cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return invitation.Outcome;
    }

    /// <summary>Reminds the contact of an unanswered survey, once. Returns false when no reminder is due.</summary>
    public async ValueTask<bool> RemindSurveyAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await context.LockAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return false;
        }

        var now = _time.Now();
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        if ((await _desk.NextAsync(clocks, now, cancellationToken)).Kind != SlaStepKind.SurveyReminder)
        {
            return false;
        }

        var invitation = await context.Set<SurveyInvitation>()
            .SingleAsync(s => s.TicketId == ticketId && s.Cycle == ticket.ResolvedCount, cancellationToken);
        var token = RandomNumberGenerator.GetBytes(TokenBytes);
        (invitation.RemindedAt, invitation.ReminderTokenHash) = (now, SHA256.HashData(token));
        await MailSurveyAsync(ticket, invitation, "survey-reminder", token, cancellationToken);
        await _desk.SummariseAsync(clocks, now, cancellationToken);
        await _unitOfWork.CommitAsync(cancellationToken);
        return true;
    }

    private async ValueTask<SurveyOutcome> SurveyVerdictAsync(
        DomainDbContext context, Ticket ticket, SlaRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!rules.Survey || ticket.IsMachine || ticket.CloseReason is "spam" or "duplicate"
            || (ticket.CloseReason == "no_answer" && !rules.SurveyAfterSilence))
        {
            return SurveyOutcome.NotWanted;
        }

        if (await _staff.Surveys.AskedAsync(cancellationToken) is null)
        {
            return SurveyOutcome.NotWanted;
        }

        // Tickets of one contact may close at the same time; the contact's row makes them take turns.
        await context.Set<User>().FromSql($"select u.*, u.xmin from users u where u.id = {ticket.RequesterId} for no key update")
            .AsNoTracking().LoadAsync(cancellationToken);
        var after = now.AddDays(-rules.SurveyCapDays);
        return await context.Set<SurveyInvitation>().AnyAsync(
                s => s.ContactId == ticket.RequesterId && s.Outcome == SurveyOutcome.Sent && s.CreatedAt > after, cancellationToken)
            ? SurveyOutcome.Capped
            : SurveyOutcome.Sent;
    }

    private async ValueTask<bool> MailSurveyAsync(
        Ticket ticket, SurveyInvitation invitation, string template, byte[] token, CancellationToken cancellationToken)
    {
        var sent = await _staff.Mailer.SendAsync(
            new TicketMail(
                template, ticket,
                string.Create(CultureInfo.InvariantCulture, $"{template}:{ticket.Id}:{invitation.Cycle}"),
                await RequesterAsync(ticket, cancellationToken))
            {
                More = new Dictionary<string, object?>
                {
                    ["survey_url"] = _staff.Mailer.Link($"/survey/{Convert.ToHexStringLower(token)}"),
                    ["expires"] = invitation.ExpiresAt,
                },
            },
            cancellationToken);
        return sent.Any(static outcome => outcome is MailQueueOutcome.Queued or MailQueueOutcome.Duplicate);
    }

    private async ValueTask<IReadOnlyList<User>> RequesterAsync(Ticket ticket, CancellationToken cancellationToken) =>
        !ticket.IsMachine && await _staff.Directory.FindAsync(ticket.RequesterId, cancellationToken) is { } requester ? [requester] : [];
}
