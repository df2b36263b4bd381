using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Teams;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary>
/// <c>/api/support/staff</c>: the people who work on tickets, with their working hours, teams, and who answers for them now.
/// Managers set working hours; everything else about a person is at <c>/api/users</c>.
/// </summary>
internal static class StaffEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "name"],
        DefaultOrdering = "name",
        Search = "name and e-mail address",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["active"] = "true or false",
            ["team"] = "Members of the team.",
            ["calendar"] = "Business calendar with their working hours.",
        },
    };

    private static readonly Dictionary<string, Expression<Func<User, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static u => u.CreatedAt,
        ["name"] = static u => u.Name,
    };

    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/api/support/staff").WithTags("support");
        staff.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("Who works on tickets.");
        staff.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One member of staff.");
        staff.MapPatch("/{id:guid}", ChangeAsync).RequireAuthorization(Policies.Manager)
            .Accepts<StaffInput>("application/merge-patch+json", "application/json").WithSummary("Sets the working hours (calendar_id; null: the tenant's).");
    }

    private static async Task<Ok<Paged<StaffView>>> ListAsync(
        ListRequest list, IUnitOfWork work, StaffDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var (active, team, calendar) = (list.Flag("active"), list.Id("team"), list.Id("calendar"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<User>().AsNoTracking().Where(u => u.Role != Roles.Portal && (active == null || u.Active == active)
            && (team == null || context.Set<TeamMember>().Any(m => m.UserId == u.Id && m.TeamId == team))
            && (calendar == null || u.CalendarId == calendar)
            && (list.CreatedAfter == null || u.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || u.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(u => EF.Functions.ILike(u.Name, pattern) || EF.Functions.ILike(u.Email, pattern));
        }

        var page = await list.PageAsync(query, Orders, static u => u.Id, static u => u, cancellationToken);
        var views = new List<StaffView>();
        foreach (var row in page.Results)
        {
            views.Add(await ShowAsync(row, context, directory, time, cancellationToken));
        }

        return TypedResults.Ok(new Paged<StaffView>(page.Count, page.Next, page.Previous, views));
    }

    private static async Task<Ok<StaffView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, StaffDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var row = await RowAsync(context, id, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(await ShowAsync(row, context, directory, time, cancellationToken));
    }

    private static async Task<Ok<StaffView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, IAuditTrail audit, StaffDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var row = await RowAsync(context, id, cancellationToken);
        http.Request.RequireMatch(row);
        var before = new StaffInput(row.CalendarId);
        var after = patch.Apply(before);
        if (after.CalendarId is { } calendar && !await context.Set<Calendar>().AnyAsync(c => c.Id == calendar, cancellationToken))
        {
            throw new ProblemException(Problem.Invalid("calendar_id", "No such calendar."));
        }

        row.CalendarId = after.CalendarId;
        await audit.WriteAsync("user.working_hours", "user", id, before, after, cancellationToken);
        await work.CommitAsync(cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(await ShowAsync(row, await work.BeginAsync(cancellationToken), directory, time, cancellationToken));
    }

    private static async Task<User> RowAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken) =>
        await context.Set<User>().FirstOrDefaultAsync(u => u.Id == id && u.Role != Roles.Portal, cancellationToken)
        ?? throw new ProblemException(Problem.NotFound("member of staff"));

    private static async ValueTask<StaffView> ShowAsync(
        User row, DomainDbContext context, StaffDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var teams = await context.Set<TeamMember>().Where(m => m.UserId == row.Id).OrderBy(static m => m.TeamId)
            .Select(static m => m.TeamId).ToListAsync(cancellationToken);
        var present = await directory.PresentAsync(row.Id, time.GetUtcNow(), cancellationToken);
        return new StaffView(
            row.Id, row.Name, row.Email, row.Role, row.Active, row.CalendarId, teams, present?.Id == row.Id,
            present is null || present.Id == row.Id ? null : new PersonRef(present.Id, present.Name, present.Email), row.CreatedAt, row.UpdatedAt);
    }

    private sealed record StaffInput(Guid? CalendarId = null);

    /// <summary>A member of staff; <c>AnsweredBy</c> is who gets their mails while they are away, through all substitutes.</summary>
    private sealed record StaffView(
        Guid Id, string Name, string Email, string Role, bool Active, Guid? CalendarId, IReadOnlyList<Guid> TeamIds, bool Present,
        PersonRef? AnsweredBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
}
