using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Surveys;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;
using Workflows.Server.Portal;

namespace Workflows.Server.Support;

/// <summary>
/// <c>/api/support/survey-responses</c>: answers. Staff read all; a contact answers with the token of a mail, or signed in for a ticket
/// of their own.
/// </summary>
internal static class SurveyResponseEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Search = "comment",
        Orderings = ["created_at", "score"],
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["survey"] = "The survey.",
            ["kind"] = "nps, csat or ces",
            ["nps_class"] = "promoter, passive or detractor",
            ["ticket"] = "The ticket.",
            ["contact"] = "Who answered.",
            ["agent"] = "Who had the ticket.",
            ["team"] = "The team that had it.",
        },
    };

    private static readonly ListShape SummaryShape = new()
    {
        IsReport = true,
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = "Answered at this instant or later.",
            ["to"] = "Answered before this instant.",
            ["survey"] = "The survey.",
            ["team"] = "The team that had the ticket.",
            ["agent"] = "Who had the ticket.",
        },
    };

    private static readonly Dictionary<string, Expression<Func<SurveyResponse, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static r => r.CreatedAt,
        ["score"] = static r => r.Score,
    };

    public static void MapSurveyResponses(this IEndpointRouteBuilder routes)
    {
        var responses = routes.MapGroup("/api/support/survey-responses").WithTags("support");
        responses.MapPost("/", AnswerAsync).AllowAnonymous()
            .WithSummary("Answers with the token of a mail, or signed in for a ticket of one's own; again within a day changes the answer.");
        var reads = responses.MapGroup(string.Empty).RequireAuthorization(Policies.Staff);
        reads.MapGet("/", ListAsync).WithList(Shape).WithSummary("Answers, newest first.");
        reads.MapGet("/nps_summary", SummaryAsync).WithList(SummaryShape).WithSummary("Net promoter score of the NPS surveys.");
        reads.MapGet("/{id:guid}", FindAsync).WithSummary("One answer.");
    }

    private static async Task<IResult> AnswerAsync(
        ResponseInput input, HttpContext http, LinkDoor door, SurveyDesk desk, CancellationToken cancellationToken)
    {
        var invitation = await InvitationAsync(input, http, door, desk, cancellationToken);
        var known = (await desk.FindAsync(invitation, cancellationToken))?.Given is not null;
        var outcome = await desk.AnswerAsync(
            invitation, new SurveyAnswer(input.Score, input.Comment, input.Answers ?? new Dictionary<string, string>(StringComparer.Ordinal)),
            cancellationToken);
        if (outcome is ChangeOutcome<SurveyResponse>.Conflict { Code: "survey_expired" } expired)
        {
            throw new ProblemException(new Problem(410, expired.Code, expired.Detail));
        }

        var row = Outcomes.Row(outcome, "survey invitation");
        http.Response.Show(row);
        var view = ResponseView.Of(row);
        return known ? TypedResults.Ok(view) : TypedResults.Created($"/api/support/survey-responses/{row.Id}/", view);
    }

    private static async ValueTask<Guid> InvitationAsync(
        ResponseInput input, HttpContext http, LinkDoor door, SurveyDesk desk, CancellationToken cancellationToken)
    {
        if (input.Token is not null)
        {
            return (await door.OpenAsync(LinkKind.Survey, input.Token, cancellationToken))?.Id
                ?? throw new ProblemException(Problem.NotFound("survey invitation"));
        }

        if (http.User.SignedIn() is not { MustChangePassword: false } || input.TicketId is not { } ticket)
        {
            throw new ProblemException(Problem.Invalid("token", "Give the token of the mail's link, or sign in and give ticket_id."));
        }

        return await desk.InvitationOfAsync(ticket, cancellationToken) ?? throw new ProblemException(Problem.NotFound("survey invitation"));
    }

    private static async Task<Ok<Paged<ResponseView>>> ListAsync(ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var (survey, ticket, contact) = (list.Id("survey"), list.Id("ticket"), list.Id("contact"));
        var (agent, team) = (list.Id("agent"), list.Id("team"));
        var (kind, npsClass) = (list.Word<SurveyKind>("kind"), list.Word<NpsClass>("nps_class"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<SurveyResponse>().AsNoTracking().Where(r => (survey == null || r.SurveyId == survey)
            && (ticket == null || r.TicketId == ticket) && (contact == null || r.ContactId == contact)
            && (agent == null || r.AgentId == agent) && (team == null || r.TeamId == team)
            && (kind == null || r.Kind == kind) && (npsClass == null || r.NpsClass == npsClass)
            && (list.CreatedAfter == null || r.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || r.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(r => r.Comment != null && EF.Functions.ILike(r.Comment, pattern));
        }

        return TypedResults.Ok(await list.PageAsync(query, Orders, static r => r.Id, ResponseView.Of, cancellationToken));
    }

    private static async Task<Ok<ResponseView>> FindAsync(Guid id, HttpContext http, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var row = await context.Set<SurveyResponse>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("survey response"));
        http.Response.Show(row);
        return TypedResults.Ok(ResponseView.Of(row));
    }

    private static async Task<Ok<NpsSummary>> SummaryAsync(ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var (from, to) = (list.Instant("from"), list.Instant("to"));
        var (survey, team, agent) = (list.Id("survey"), list.Id("team"), list.Id("agent"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var counts = await context.Set<SurveyResponse>().Where(r => r.Kind == SurveyKind.Nps
                && (from == null || r.CreatedAt >= from) && (to == null || r.CreatedAt < to)
                && (survey == null || r.SurveyId == survey) && (team == null || r.TeamId == team) && (agent == null || r.AgentId == agent))
            .GroupBy(static r => r.NpsClass).Select(static g => new { Class = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        int Of(NpsClass wanted) => counts.Find(c => c.Class == wanted)?.Count ?? 0;
        return TypedResults.Ok(NpsSummary.Of(Of(NpsClass.Promoter), Of(NpsClass.Passive), Of(NpsClass.Detractor)));
    }

    private sealed record ResponseInput(
        int Score, string? Token = null, Guid? TicketId = null, string? Comment = null, IReadOnlyDictionary<string, string>? Answers = null);

    private sealed record ResponseView(
        Guid Id, Guid SurveyId, int SurveyVersion, Guid TicketId, Guid ContactId, Guid? AgentId, Guid? TeamId, SurveyKind Kind, int Score,
        NpsClass? NpsClass, string? Comment, IReadOnlyDictionary<string, string> Answers, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static ResponseView Of(SurveyResponse row) => new(
            row.Id, row.SurveyId, row.SurveyVersion, row.TicketId, row.ContactId, row.AgentId, row.TeamId, row.Kind, row.Score,
            row.NpsClass, row.Comment, row.Answers, row.CreatedAt, row.UpdatedAt);
    }
}
