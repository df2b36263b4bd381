using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Teams;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/absences</c>: who is away and who stands in. Staff write their own, managers everybody's.</summary>
internal static class AbsenceEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "starts_at", "ends_at"],
        DefaultOrdering = "-starts_at",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["user"] = "Who is away.",
            ["substitute"] = "Who stands in.",
            ["at"] = "Away at this instant.",
        },
    };

    private static readonly Dictionary<string, Expression<Func<Absence, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static a => a.CreatedAt,
        ["starts_at"] = static a => a.StartsAt,
        ["ends_at"] = static a => a.EndsAt,
    };

    public static void MapAbsences(this IEndpointRouteBuilder routes)
    {
        var absences = routes.MapGroup("/api/support/absences").WithTags("support").RequireAuthorization(Policies.Staff);
        absences.MapGet("/", ListAsync).WithList(Shape).WithSummary("Absences, latest first.");
        absences.MapGet("/{id:guid}", FindAsync).WithSummary("One absence.");
        absences.MapPost("/", CreateAsync).WithSummary("Enters an absence and who stands in.");
        absences.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<AbsenceInput>("application/merge-patch+json", "application/json").WithSummary("Changes an absence.");
        absences.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes an absence.");
    }

    private static async Task<Ok<Paged<AbsenceView>>> ListAsync(
        ListRequest list, IUnitOfWork work, TicketDesk desk, CancellationToken cancellationToken)
    {
        var (user, substitute, at) = (list.Id("user"), list.Id("substitute"), list.Instant("at"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<Absence>().AsNoTracking().Where(a => (user == null || a.UserId == user)
            && (substitute == null || a.SubstituteId == substitute) && (at == null || (a.StartsAt <= at && at < a.EndsAt))
            && (list.CreatedAfter == null || a.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || a.CreatedAt < list.CreatedBefore));
        var page = await list.PageAsync(query, Orders, static a => a.Id, static a => a, cancellationToken);
        return TypedResults.Ok(new Paged<AbsenceView>(
            page.Count, page.Next, page.Previous, await ShowAsync(page.Results, desk, cancellationToken)));
    }

    private static async Task<Ok<AbsenceView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, work, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok((await ShowAsync([row], desk, cancellationToken))[0]);
    }

    private static async Task<Created<AbsenceView>> CreateAsync(
        AbsenceInput input, HttpContext http, AbsenceService absences, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = Outcomes.Row(await absences.CreateAsync(input.ToDraft(http.Caller().UserId), cancellationToken), "absence");
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/absences/{row.Id}/", (await ShowAsync([row], desk, cancellationToken))[0]);
    }

    private static async Task<Ok<AbsenceView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, AbsenceService absences, TicketDesk desk,
        CancellationToken cancellationToken)
    {
        var before = await RowAsync(id, work, cancellationToken);
        var draft = patch.Apply(AbsenceInput.Of(AbsenceService.DraftOf(before))).ToDraft(before.UserId);

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        var row = Outcomes.Row(
            await absences.UpdateAsync(id, draft, http.Request.ExpectedVersion() ?? before.RowVersion, cancellationToken), "absence");
        http.Response.Show(row);
        return TypedResults.Ok((await ShowAsync([row], desk, cancellationToken))[0]);
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, AbsenceService absences, CancellationToken cancellationToken) =>
        Outcomes.Gone(await absences.DeleteAsync(id, http.Request.ExpectedVersion(), cancellationToken), "absence");

    private static async Task<Absence> RowAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<Absence>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("absence"));
    }

    private static async ValueTask<IReadOnlyList<AbsenceView>> ShowAsync(
        IReadOnlyList<Absence> rows, TicketDesk desk, CancellationToken cancellationToken)
    {
        var named = rows.Select(static r => r.UserId).Concat(rows.Where(static r => r.SubstituteId is not null).Select(static r => r.SubstituteId!.Value));
        var people = await desk.PeopleAsync([.. named.Distinct()], cancellationToken);
        return [.. rows.Select(row => new AbsenceView(
            row.Id, people.GetValueOrDefault(row.UserId), row.StartsAt, row.EndsAt,
            row.SubstituteId is { } substitute ? people.GetValueOrDefault(substitute) : null, row.CreatedAt, row.UpdatedAt))];
    }

    private sealed record AbsenceView(
        Guid Id, PersonRef? User, DateTimeOffset StartsAt, DateTimeOffset EndsAt, PersonRef? Substitute, DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt);
}
