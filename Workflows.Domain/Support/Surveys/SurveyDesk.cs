using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Surveys;

/// <summary>Shows the sheet behind an invitation and takes its answer. Looking changes nothing: only an answer does.</summary>
public sealed class SurveyDesk(
    IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit, IProcessGateway processes, TimeProvider time)
{
    private const int LongestComment = 4000;
    private const int LongestAnswer = 2000;
    private static readonly TimeSpan Change = TimeSpan.FromHours(24);

    /// <summary>The sheet of an invitation. Null: there is none, or it was never sent.</summary>
    public async ValueTask<SurveySheet?> FindAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await SheetAsync(
            context, await context.Set<SurveyInvitation>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == invitationId, cancellationToken),
            cancellationToken);
    }

    /// <summary>The invitation of a portal contact's own ticket, the latest. Null: none was sent.</summary>
    public async ValueTask<Guid?> InvitationOfAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var self = call.Actor.UserId;
        return await context.Set<SurveyInvitation>()
            .Where(i => i.TicketId == ticketId && i.ContactId == self && i.Outcome == SurveyOutcome.Sent)
            .OrderByDescending(static i => i.Cycle).Select(static i => (Guid?)i.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes the answer to an invitation, or within a day of the first one its change.</summary>
    public async ValueTask<ChangeOutcome<SurveyResponse>> AnswerAsync(
        Guid invitationId, SurveyAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var context = await unitOfWork.BeginAsync(cancellationToken);

        // Locked, so that two answers at once are first and change.
        var invitation = await context.Set<SurveyInvitation>()
            .FromSql($"select i.* from support_survey_invitations i where i.id = {invitationId} for update").SingleOrDefaultAsync(cancellationToken);
        if (await SheetAsync(context, invitation, cancellationToken) is not { } sheet)
        {
            return new ChangeOutcome<SurveyResponse>.NotFound();
        }

        if (sheet.State is SurveyState.Expired or SurveyState.Answered)
        {
            return sheet.State == SurveyState.Expired
                ? new ChangeOutcome<SurveyResponse>.Conflict("survey_expired", "The link of this survey has expired.")
                : new ChangeOutcome<SurveyResponse>.Conflict("already_answered", "The survey was answered, and the day for changes is over.");
        }

        var errors = Check(sheet.Wording, answer);
        if (errors.Count > 0)
        {
            return new ChangeOutcome<SurveyResponse>.Invalid(errors);
        }

        var before = sheet.Given is { } given ? Face(given) : null;
        var row = sheet.Given is null ? Add(context, sheet) : context.Attach(sheet.Given).Entity;
        (row.Score, row.NpsClass) = (answer.Score, SurveyScale.ClassOf(row.Kind, answer.Score));
        (row.Comment, row.Answers) = (string.IsNullOrWhiteSpace(answer.Comment) ? null : answer.Comment.Trim(), answer.Answers);
        invitation!.AnsweredAt ??= time.Now();
        await audit.WriteAsync(before is null ? "survey.answer" : "survey.answer_changed", "survey_response", row.Id, before, Face(row), cancellationToken);
        if (before is null && sheet.Ticket.WorkflowInstanceId is not null)
        {
            // The process waits to remind; there is nothing to remind of any more.
            await processes.PublishAsync(
                new ProcessEvent(
                    TicketChanged.EventName, sheet.Ticket.CorrelationId, TicketChanged.Of(sheet.Ticket.Id, TicketChange.SurveyAnswered)),
                cancellationToken);
        }

        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<SurveyResponse>.Done(row);
    }

    private static object Face(SurveyResponse row) => new { row.InvitationId, row.Kind, row.Score, row.Comment, row.Answers };

    private static SurveyResponse Add(DomainDbContext context, SurveySheet sheet)
    {
        var row = new SurveyResponse
        {
            TenantId = sheet.Invitation.TenantId,
            SurveyId = sheet.Invitation.SurveyId!.Value,
            SurveyVersion = sheet.Invitation.SurveyVersion!.Value,
            InvitationId = sheet.Invitation.Id,
            TicketId = sheet.Ticket.Id,
            ContactId = sheet.Invitation.ContactId,
            AgentId = sheet.Ticket.AssigneeId,
            TeamId = sheet.Ticket.TeamId,
            Kind = sheet.Wording.Kind,
        };
        context.Add(row);
        return row;
    }

    private static Dictionary<string, string[]> Check(SurveyDraft wording, SurveyAnswer answer)
    {
        var errors = new Dictionary<string, string[]>();
        var scale = SurveyScale.Of(wording.Kind);
        if (!scale.Has(answer.Score))
        {
            errors["score"] = [$"Must be a whole number from {scale.Lowest} to {scale.Highest}."];
        }

        if (answer.Comment?.Length > LongestComment)
        {
            errors["comment"] = [$"At most {LongestComment} characters."];
        }

        foreach (var (key, text) in answer.Answers)
        {
            if (!wording.Questions.Any(q => q.Key == key))
            {
                errors[$"answers.{key}"] = ["The survey has no such question."];
            }
            else if (text.Length > LongestAnswer)
            {
                errors[$"answers.{key}"] = [$"At most {LongestAnswer} characters."];
            }
        }

        return errors;
    }

    private async ValueTask<SurveySheet?> SheetAsync(
        DomainDbContext context, SurveyInvitation? invitation, CancellationToken cancellationToken)
    {
        if (invitation is not { Outcome: SurveyOutcome.Sent, SurveyId: { } survey, SurveyVersion: { } version }
            || await context.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == invitation.TicketId, cancellationToken) is not { } ticket
            || await SurveyService.WordingAsync(context, survey, version, cancellationToken) is not { } wording)
        {
            return null;
        }

        var given = await context.Set<SurveyResponse>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.InvitationId == invitation.Id, cancellationToken);
        var now = time.Now();
        var state = given is not null
            ? now < given.CreatedAt + Change ? SurveyState.Changeable : SurveyState.Answered
            : invitation.ExpiresAt is { } end && now >= end ? SurveyState.Expired : SurveyState.Open;
        return new SurveySheet(invitation, ticket, wording, given, state);
    }
}
