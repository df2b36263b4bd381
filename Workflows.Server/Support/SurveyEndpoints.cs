using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Surveys;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/surveys</c>: what customers are asked. Staff read, managers write.</summary>
internal static class SurveyEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "name"],
        DefaultOrdering = "name",
        Search = "name and question",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["active"] = "true or false",
            ["kind"] = "nps, csat or ces",
            ["trigger"] = "ticket_closed or manual",
        },
    };

    private static readonly Dictionary<string, Expression<Func<Survey, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static s => s.CreatedAt,
        ["name"] = static s => s.Name,
    };

    public static void MapSurveys(this IEndpointRouteBuilder routes)
    {
        var surveys = routes.MapGroup("/api/support/surveys").WithTags("support");
        surveys.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("Surveys.");
        surveys.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One survey.");
        var writes = surveys.MapGroup(string.Empty).RequireAuthorization(Policies.Manager);
        writes.MapPost("/", CreateAsync).WithSummary("Adds a survey.");
        writes.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<SurveyInput>("application/merge-patch+json", "application/json")
            .WithSummary("Makes a new version; the kind stays once somebody has answered.");
        writes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a survey that nobody was invited to.");
    }

    private static async Task<Ok<Paged<SurveyView>>> ListAsync(ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var (active, kind, trigger) = (list.Flag("active"), list.Word<SurveyKind>("kind"), list.Word<SurveyTrigger>("trigger"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<Survey>().AsNoTracking().Where(s => (active == null || s.Active == active)
            && (kind == null || s.Kind == kind) && (trigger == null || s.Trigger == trigger)
            && (list.CreatedAfter == null || s.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || s.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(s => EF.Functions.ILike(s.Name, pattern) || EF.Functions.ILike(s.Question, pattern));
        }

        return TypedResults.Ok(await list.PageAsync(query, Orders, static s => s.Id, SurveyView.Of, cancellationToken));
    }

    private static async Task<Ok<SurveyView>> FindAsync(Guid id, HttpContext http, IUnitOfWork work, CancellationToken cancellationToken) =>
        Show(http, await RowAsync(id, work, cancellationToken));

    private static async Task<Created<SurveyView>> CreateAsync(
        SurveyInput input, HttpContext http, SurveyService surveys, CancellationToken cancellationToken)
    {
        var row = Outcomes.Row(await surveys.CreateAsync(input.ToDraft(), cancellationToken), "survey");
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/surveys/{row.Id}/", SurveyView.Of(row));
    }

    private static async Task<Ok<SurveyView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, SurveyService surveys, CancellationToken cancellationToken)
    {
        var before = await RowAsync(id, work, cancellationToken);
        var draft = patch.Apply(SurveyInput.Of(SurveyService.DraftOf(before))).ToDraft();

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        return Show(http, Outcomes.Row(
            await surveys.UpdateAsync(id, draft, http.Request.ExpectedVersion() ?? before.RowVersion, cancellationToken), "survey"));
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, SurveyService surveys, CancellationToken cancellationToken) =>
        Outcomes.Gone(await surveys.DeleteAsync(id, http.Request.ExpectedVersion(), cancellationToken), "survey");

    private static async Task<Survey> RowAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<Survey>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("survey"));
    }

    private static Ok<SurveyView> Show(HttpContext http, Survey row)
    {
        http.Response.Show(row);
        return TypedResults.Ok(SurveyView.Of(row));
    }

    private sealed record SurveyView(
        Guid Id, string Name, SurveyKind Kind, int LowestScore, int HighestScore, string Question, IReadOnlyList<SurveyQuestion> Questions,
        SurveyTrigger Trigger, bool Active, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static SurveyView Of(Survey row) => new(
            row.Id, row.Name, row.Kind, SurveyScale.Of(row.Kind).Lowest, SurveyScale.Of(row.Kind).Highest, row.Question, row.Questions,
            row.Trigger, row.Active, row.Version, row.CreatedAt, row.UpdatedAt);
    }
}
