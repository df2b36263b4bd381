using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/calendars</c>: business hours. Staff read, managers write.</summary>
internal static class CalendarEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "name"],
        DefaultOrdering = "name",
        Search = "name",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal) { ["is_default"] = "true or false" },
    };

    private static readonly Dictionary<string, Expression<Func<Calendar, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static c => c.CreatedAt,
        ["name"] = static c => c.Name,
    };

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var calendars = routes.MapGroup("/api/support/calendars").WithTags("support");
        calendars.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("Business calendars.");
        calendars.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One calendar.");
        var writes = calendars.MapGroup(string.Empty).RequireAuthorization(Policies.Manager);
        writes.MapPost("/", CreateAsync).WithSummary("Adds a calendar.");
        writes.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<CalendarInput>("application/merge-patch+json", "application/json")
            .WithSummary("Changes a calendar; clocks that count in it are recalculated.");
        writes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a calendar that nothing refers to.");
    }

    private static async Task<Ok<Paged<CalendarView>>> ListAsync(
        ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var isDefault = list.Flag("is_default");
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<Calendar>().Where(c => (isDefault == null || c.IsDefault == isDefault)
            && (list.CreatedAfter == null || c.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || c.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(c => EF.Functions.ILike(c.Name, pattern));
        }

        return TypedResults.Ok(await list.PageAsync(query, Orders, static c => c.Id, CalendarView.Of, cancellationToken));
    }

    private static async Task<Ok<CalendarView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, CancellationToken cancellationToken) =>
        Show(http, await RowAsync(id, work, cancellationToken));

    private static async Task<Created<CalendarView>> CreateAsync(
        CalendarInput input, HttpContext http, CalendarService calendars, CancellationToken cancellationToken)
    {
        var outcome = await calendars.CreateAsync(input.Name, input.Definition, input.IsDefault, cancellationToken);
        var row = outcome is CalendarOutcome.Done done ? done.Calendar : throw Outcomes.Refused(outcome);
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/calendars/{row.Id}/", CalendarView.Of(row));
    }

    private static async Task<Ok<CalendarView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, CalendarService calendars,
        CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, work, cancellationToken);
        var input = patch.Apply(CalendarInput.Of(row));

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        var outcome = await calendars.UpdateAsync(
            id, input.Name, input.Definition, input.IsDefault, http.Request.ExpectedVersion() ?? row.RowVersion, cancellationToken);
        return outcome is CalendarOutcome.Done done ? Show(http, done.Calendar) : throw Outcomes.Refused(outcome);
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, work, cancellationToken);
        http.Request.RequireMatch(row);
        var context = await work.BeginAsync(cancellationToken);
        context.Attach(row);
        context.Remove(row);
        await audit.WriteAsync("calendar.delete", "calendar", id, CalendarInput.Of(row), null, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Calendar> RowAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<Calendar>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("calendar"));
    }

    private static Ok<CalendarView> Show(HttpContext http, Calendar row)
    {
        http.Response.Show(row);
        return TypedResults.Ok(CalendarView.Of(row));
    }

    private sealed record CalendarView(
        Guid Id, string Name, bool IsDefault, int Version, string Zone,
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningHours>> Week, IReadOnlyList<CalendarException> Exceptions,
        DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static CalendarView Of(Calendar row) => new(
            row.Id, row.Name, row.IsDefault, row.Version, row.Definition.Zone, row.Definition.Week, row.Definition.Exceptions,
            row.CreatedAt, row.UpdatedAt);
    }
}
