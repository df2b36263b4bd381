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

/// <summary><c>/api/support/teams</c>: who works together, who leads, where late tickets go. Staff read, managers write.</summary>
internal static class TeamEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "name"],
        DefaultOrdering = "name",
        Search = "name",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["active"] = "true or false",
            ["lead"] = "The lead.",
            ["member"] = "Somebody who belongs to it.",
        },
    };

    private static readonly Dictionary<string, Expression<Func<Team, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static t => t.CreatedAt,
        ["name"] = static t => t.Name,
    };

    public static void MapTeams(this IEndpointRouteBuilder routes)
    {
        var teams = routes.MapGroup("/api/support/teams").WithTags("support");
        teams.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("Teams.");
        teams.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One team.");
        var writes = teams.MapGroup(string.Empty).RequireAuthorization(Policies.Manager);
        writes.MapPost("/", CreateAsync).WithSummary("Adds a team.");
        writes.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<TeamInput>("application/merge-patch+json", "application/json").WithSummary("Changes a team; member_ids replaces all members.");
        writes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a team that no ticket, team or policy refers to.");
    }

    private static async Task<Ok<Paged<TeamView>>> ListAsync(
        ListRequest list, IUnitOfWork work, TeamService teams, TicketDesk desk, CancellationToken cancellationToken)
    {
        var (active, lead, member) = (list.Flag("active"), list.Id("lead"), list.Id("member"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<Team>().AsNoTracking().Where(t => (active == null || t.Active == active)
            && (lead == null || t.LeadId == lead)
            && (member == null || context.Set<TeamMember>().Any(m => m.TeamId == t.Id && m.UserId == member))
            && (list.CreatedAfter == null || t.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || t.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(t => EF.Functions.ILike(t.Name, pattern));
        }

        var page = await list.PageAsync(query, Orders, static t => t.Id, static t => t, cancellationToken);
        return TypedResults.Ok(new Paged<TeamView>(
            page.Count, page.Next, page.Previous, await ShowAsync(page.Results, teams, desk, cancellationToken)));
    }

    private static async Task<Ok<TeamView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, TeamService teams, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, work, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok((await ShowAsync([row], teams, desk, cancellationToken))[0]);
    }

    private static async Task<Created<TeamView>> CreateAsync(
        TeamInput input, HttpContext http, TeamService teams, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = Outcomes.Row(await teams.CreateAsync(input.ToDraft(), cancellationToken), "team");
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/teams/{row.Id}/", (await ShowAsync([row], teams, desk, cancellationToken))[0]);
    }

    private static async Task<Ok<TeamView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, TeamService teams, TicketDesk desk,
        CancellationToken cancellationToken)
    {
        var before = await RowAsync(id, work, cancellationToken);
        var input = patch.Apply(TeamInput.Of(await teams.DraftOfAsync(before, cancellationToken)));

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        var row = Outcomes.Row(
            await teams.UpdateAsync(id, input.ToDraft(), http.Request.ExpectedVersion() ?? before.RowVersion, cancellationToken), "team");
        http.Response.Show(row);
        return TypedResults.Ok((await ShowAsync([row], teams, desk, cancellationToken))[0]);
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, TeamService teams, CancellationToken cancellationToken) =>
        Outcomes.Gone(await teams.DeleteAsync(id, http.Request.ExpectedVersion(), cancellationToken), "team");

    private static async Task<Team> RowAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<Team>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("team"));
    }

    private static async ValueTask<IReadOnlyList<TeamView>> ShowAsync(
        IReadOnlyList<Team> rows, TeamService teams, TicketDesk desk, CancellationToken cancellationToken)
    {
        var members = await teams.MembersAsync([.. rows.Select(static r => r.Id)], cancellationToken);
        var named = rows.SelectMany(r => members[r.Id]).Concat(rows.Where(static r => r.LeadId is not null).Select(static r => r.LeadId!.Value));
        var people = await desk.PeopleAsync([.. named.Distinct()], cancellationToken);
        return [.. rows.Select(row => new TeamView(
            row.Id, row.Name, row.LeadId is { } lead ? people.GetValueOrDefault(lead) : null, row.EscalationTeamId,
            [.. members[row.Id].Select(id => people.GetValueOrDefault(id)).OfType<PersonRef>().OrderBy(static p => p.Name, StringComparer.Ordinal)],
            row.Active, row.CreatedAt, row.UpdatedAt))];
    }

    private sealed record TeamView(
        Guid Id, string Name, PersonRef? Lead, Guid? EscalationTeamId, IReadOnlyList<PersonRef> Members, bool Active,
        DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
}
