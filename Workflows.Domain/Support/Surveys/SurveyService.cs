using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Support.Surveys;

/// <summary>Keeps the surveys of a tenant. Every change makes a version; an invitation keeps the one it was sent with.</summary>
public sealed partial class SurveyService(IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit, TimeProvider time)
{
    private const int LongestName = 100;
    private const int LongestQuestion = 500;
    private const int MostQuestions = 10;

    /// <summary>What is asked after closing by a tenant that never made a survey.</summary>
    public static SurveyDraft Standard { get; } = new(
        "Customer satisfaction", SurveyKind.Csat, "How satisfied are you with the way we handled your request?", [],
        SurveyTrigger.TicketClosed, true);

    /// <summary>Adds a survey.</summary>
    public async ValueTask<ChangeOutcome<Survey>> CreateAsync(SurveyDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var survey = new Survey { TenantId = call.TenantId, Name = draft.Name, Question = draft.Question };
        if (await CheckAsync(context, survey.Id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        await AddAsync(context, survey, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Survey>.Done(survey);
    }

    /// <summary>Replaces a survey's wording with a new version. The kind stays once somebody has answered.</summary>
    public async ValueTask<ChangeOutcome<Survey>> UpdateAsync(Guid id, SurveyDraft draft, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, id, cancellationToken) is not { } survey)
        {
            return new ChangeOutcome<Survey>.NotFound();
        }

        if (version is { } expected && expected != survey.RowVersion)
        {
            return new ChangeOutcome<Survey>.Stale();
        }

        if (await CheckAsync(context, id, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (draft.Kind != survey.Kind && await context.Set<SurveyResponse>().AnyAsync(r => r.SurveyId == id, cancellationToken))
        {
            return new ChangeOutcome<Survey>.Conflict(
                "survey_answered", "The survey has answers on its scale: make a new survey for another kind.");
        }

        var before = DraftOf(survey);
        if (Json(before) == Json(draft))
        {
            return new ChangeOutcome<Survey>.Done(survey);
        }

        Apply(survey, draft);
        survey.Version++;
        Keep(context, survey);
        await audit.WriteAsync("survey.change", "survey", id, before, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Survey>.Done(survey);
    }

    /// <summary>Removes a survey that nobody was invited to.</summary>
    public async ValueTask<ChangeOutcome<Survey>> DeleteAsync(Guid id, uint? version, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, id, cancellationToken) is not { } survey)
        {
            return new ChangeOutcome<Survey>.NotFound();
        }

        if (!call.Actor.IsManager)
        {
            return NoManager();
        }

        if (version is { } expected && expected != survey.RowVersion)
        {
            return new ChangeOutcome<Survey>.Stale();
        }

        if (await context.Set<SurveyInvitation>().AnyAsync(i => i.SurveyId == id, cancellationToken))
        {
            return new ChangeOutcome<Survey>.Conflict("referenced", "Contacts were invited to this survey: set active to false instead.");
        }

        await context.Set<SurveyVersion>().Where(v => v.SurveyId == id).ExecuteDeleteAsync(cancellationToken);
        context.Remove(survey);
        await audit.WriteAsync("survey.delete", "survey", id, DraftOf(survey), null, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new ChangeOutcome<Survey>.Deleted();
    }

    /// <summary>A survey in the words of a draft, the base of a merge patch.</summary>
    public static SurveyDraft DraftOf(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return new SurveyDraft(survey.Name, survey.Kind, survey.Question, survey.Questions, survey.Trigger, survey.Active);
    }

    /// <summary>
    /// The survey that is sent after closing. A tenant that never had one gets <see cref="Standard"/>. Null: the tenant has
    /// surveys, but none is sent.
    /// </summary>
    internal async ValueTask<Survey?> AskedAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var asked = await context.Set<Survey>().AsNoTracking()
            .FirstOrDefaultAsync(static s => s.Active && s.Trigger == SurveyTrigger.TicketClosed, cancellationToken);
        if (asked is not null || await context.Set<Survey>().AnyAsync(cancellationToken))
        {
            return asked;
        }

        // Two tickets may close at once; the tenant's row makes them take turns, and the second finds what the first has made.
        await context.Set<Tenant>().FromSql($"select t.*, t.xmin from tenants t where t.id = {call.TenantId} for no key update")
            .AsNoTracking().LoadAsync(cancellationToken);
        if (await context.Set<Survey>().AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } made)
        {
            return made;
        }

        var survey = new Survey { TenantId = call.TenantId, Name = Standard.Name, Question = Standard.Question };
        await AddAsync(context, survey, Standard, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return survey;
    }

    /// <summary>The wording of one version.</summary>
    internal static async ValueTask<SurveyDraft?> WordingAsync(
        DomainDbContext context, Guid surveyId, int version, CancellationToken cancellationToken)
    {
        var row = await context.Set<SurveyVersion>().AsNoTracking()
            .FirstOrDefaultAsync(v => v.SurveyId == surveyId && v.Version == version, cancellationToken);
        return row is null ? null : JsonSerializer.Deserialize<SurveyDraft>(row.Content, JsonColumns.Options);
    }

    private static void Apply(Survey survey, SurveyDraft draft) =>
        (survey.Name, survey.Kind, survey.Question, survey.Questions, survey.Trigger, survey.Active) =
            (draft.Name.Trim(), draft.Kind, draft.Question.Trim(), draft.Questions, draft.Trigger, draft.Active);

    private static string Json(SurveyDraft draft) => JsonSerializer.Serialize(draft, JsonColumns.Options);

    private static Task<Survey?> LockAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Set<Survey>().FromSql($"select s.*, s.xmin from support_surveys s where s.id = {id} for update").SingleOrDefaultAsync(cancellationToken);

    private static ChangeOutcome<Survey>.Forbidden NoManager() => new("Only managers may change surveys.");

    private async ValueTask AddAsync(DomainDbContext context, Survey survey, SurveyDraft draft, CancellationToken cancellationToken)
    {
        Apply(survey, draft);
        context.Add(survey);
        Keep(context, survey);
        await audit.WriteAsync("survey.create", "survey", survey.Id, null, draft, cancellationToken);
    }

    private void Keep(DomainDbContext context, Survey survey) => context.Add(new SurveyVersion
    {
        TenantId = survey.TenantId,
        SurveyId = survey.Id,
        Version = survey.Version,
        Content = Json(DraftOf(survey)),
        ActorName = call.Actor.Name,
        CreatedAt = time.Now(),
    });

    private async ValueTask<ChangeOutcome<Survey>?> CheckAsync(
        DomainDbContext context, Guid id, SurveyDraft draft, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return NoManager();
        }

        var errors = Check(draft);
        if (errors.Count > 0)
        {
            return new ChangeOutcome<Survey>.Invalid(errors);
        }

#pragma warning disable CA1862, CA1311, CA1304, MA0011 // Translated to lower(name), which the unique index is on; no culture takes part.
        var lower = draft.Name.Trim().ToLowerInvariant();
        if (await context.Set<Survey>().AnyAsync(s => s.Id != id && s.Name.ToLower() == lower, cancellationToken))
#pragma warning restore CA1862, CA1311, CA1304, MA0011
        {
            return new ChangeOutcome<Survey>.Conflict("duplicate_name", "Another survey has this name.");
        }

        return draft is { Active: true, Trigger: SurveyTrigger.TicketClosed }
            && await context.Set<Survey>().AnyAsync(
                s => s.Id != id && s.Active && s.Trigger == SurveyTrigger.TicketClosed, cancellationToken)
            ? new ChangeOutcome<Survey>.Conflict("second_survey", "Another active survey is sent after closing: switch that one off first.")
            : null;
    }

    private static Dictionary<string, string[]> Check(SurveyDraft draft)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Trim().Length > LongestName || draft.Name.Any(char.IsControl))
        {
            errors["name"] = [$"Give a name of one line, up to {LongestName} characters."];
        }

        if (string.IsNullOrWhiteSpace(draft.Question) || draft.Question.Trim().Length > LongestQuestion)
        {
            errors["question"] = [$"Give a question of up to {LongestQuestion} characters."];
        }

        if (draft.Questions.Count > MostQuestions)
        {
            errors["questions"] = [$"At most {MostQuestions} further questions."];
        }

        for (var i = 0; i < draft.Questions.Count; i++)
        {
            var (key, text) = draft.Questions[i];
            if (!Key().IsMatch(key) || draft.Questions.Take(i).Any(q => q.Key == key))
            {
                errors[$"questions[{i}].key"] = ["Give each question a key of its own: up to 40 lower-case letters, digits and underscores."];
            }

            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestQuestion)
            {
                errors[$"questions[{i}].text"] = [$"Give a question of up to {LongestQuestion} characters."];
            }
        }

        return errors;
    }

    [GeneratedRegex("^[a-z0-9_]{1,40}$", RegexOptions.None, 200)]
    private static partial Regex Key();
}
