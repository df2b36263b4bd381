using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Administration;

/// <summary><c>/api/users</c>: the people of the caller's tenant. Staff look, administrators change.</summary>
internal static class PeopleEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "login", "name", "role"],
        DefaultOrdering = "name",
        Search = "login, name and e-mail address",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["active"] = "true or false",
            ["role"] = "portal, staff, manager or admin",
        },
    };

    private static readonly Dictionary<string, Expression<Func<User, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static u => u.CreatedAt,
        ["login"] = static u => u.Login,
        ["name"] = static u => u.Name,
        ["role"] = static u => u.Role,
    };

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/users").WithTags("administration");
        people.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("People of the tenant.");
        people.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One person.");

        var changes = people.MapGroup(string.Empty).RequireAuthorization(Policies.Admin);
        changes.MapPost("/", CreateAsync).WithMetadata(NoIdempotencyKey.Instance).WithSummary("Adds a person.");
        changes.MapPatch("/{id:guid}", ChangeAsync).Accepts<PersonInput>("application/merge-patch+json", "application/json").WithSummary("Changes a person.");
        changes.MapPost("/{id:guid}/reset-password", ResetAsync).WithMetadata(NoIdempotencyKey.Instance)
            .WithSummary("Gives a one-time password, revokes tokens, lifts a lock-out.");
        changes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a person that no row refers to.");
    }

    private static async Task<Ok<Paged<PersonView>>> ListAsync(
        ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var active = list.Flag("active");
        var role = list.Word("role", "portal", "staff", "manager", "admin");
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<User>().Where(u => (active == null || u.Active == active) && (role == null || u.Role == role));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(u => EF.Functions.ILike(u.Login, pattern) || EF.Functions.ILike(u.Name, pattern)
                || EF.Functions.ILike(u.Email, pattern));
        }

        query = query.Where(u => (list.CreatedAfter == null || u.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || u.CreatedAt < list.CreatedBefore));
        return TypedResults.Ok(await list.PageAsync(query, Orders, static u => u.Id, PersonView.Of, cancellationToken));
    }

    private static async Task<Ok<PersonView>> FindAsync(
        Guid id, HttpContext http, People people, CancellationToken cancellationToken) =>
        Show(http, await people.FindAsync(id, cancellationToken));

    private static async Task<Created<PersonView>> CreateAsync(
        NewPersonInput input, HttpContext http, People people, CancellationToken cancellationToken)
    {
        var (row, oneTime) = await people.AddAsync(input, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Created($"/api/users/{row.Id}/", PersonView.Of(row) with { OneTimePassword = oneTime });
    }

    private static async Task<Ok<PersonView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, People people, CancellationToken cancellationToken)
    {
        var row = await people.FindAsync(id, cancellationToken);
        http.Request.RequireMatch(row);
        await people.ChangeAsync(row, patch.Apply(PersonInput.Of(row)), http.Caller().UserId, cancellationToken);
        return Show(http, row);
    }

    private static async Task<Ok<PersonView>> ResetAsync(
        Guid id, HttpContext http, People people, CancellationToken cancellationToken)
    {
        var row = await people.FindAsync(id, cancellationToken);
        http.Request.RequireMatch(row);
        var oneTime = await people.ResetPasswordAsync(row, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(PersonView.Of(row) with { OneTimePassword = oneTime });
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, People people, CancellationToken cancellationToken)
    {
        var row = await people.FindAsync(id, cancellationToken);
        http.Request.RequireMatch(row);
        await people.RemoveAsync(row, http.Caller().UserId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Ok<PersonView> Show(HttpContext http, User row)
    {
        http.Response.Show(row);
        return TypedResults.Ok(PersonView.Of(row));
    }
}
