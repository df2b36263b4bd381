using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Policies;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/sla-policies</c>: what is promised to which tickets. Staff read, managers write.</summary>
internal static class PolicyEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "name", "position"],
        DefaultOrdering = "position",
        Search = "name and description",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["active"] = "true or false",
            ["calendar"] = "Business calendar.",
            ["is_default"] = "true or false",
        },
    };

    private static readonly Dictionary<string, Expression<Func<SlaPolicy, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static p => p.CreatedAt,
        ["name"] = static p => p.Name,
        ["position"] = static p => p.Position,
    };

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/api/support/sla-policies").WithTags("support");
        policies.MapGet("/", ListAsync).WithList(Shape).RequireAuthorization(Policies.Staff).WithSummary("SLA policies, in the order they are tried.");
        policies.MapGet("/{id:guid}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One policy.");
        policies.MapGet("/{id:guid}/versions", VersionsAsync).RequireAuthorization(Policies.Staff).WithSummary("Earlier wordings, newest first.");
        var writes = policies.MapGroup(string.Empty).RequireAuthorization(Policies.Manager);
        writes.MapPost("/", CreateAsync).WithSummary("Adds a policy.");
        writes.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<PolicyInput>("application/merge-patch+json", "application/json")
            .WithSummary("Makes a new version; ?apply_to_open_tickets=true recalculates open tickets.");
        writes.MapPost("/preview", PreviewNewAsync).WithMetadata(NoIdempotencyKey.Instance)
            .WithSummary("What a new policy would do to the open tickets; saves nothing.");
        writes.MapPost("/{id:guid}/preview", PreviewAsync).WithMetadata(NoIdempotencyKey.Instance)
            .Accepts<PolicyInput>("application/merge-patch+json", "application/json")
            .WithSummary("What a change, applied to open tickets, would do to them; saves nothing.");
        writes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a policy that no ticket was ever promised.");
    }

    private static async Task<Ok<Paged<PolicyView>>> ListAsync(
        ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var (active, isDefault, calendar) = (list.Flag("active"), list.Flag("is_default"), list.Id("calendar"));
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<SlaPolicy>().Where(p => (active == null || p.Active == active)
            && (isDefault == null || p.IsDefault == isDefault) && (calendar == null || p.CalendarId == calendar)
            && (list.CreatedAfter == null || p.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || p.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(p => EF.Functions.ILike(p.Name, pattern)
                || (p.Description != null && EF.Functions.ILike(p.Description, pattern)));
        }

        return TypedResults.Ok(await list.PageAsync(query, Orders, static p => p.Id, PolicyView.Of, cancellationToken));
    }

    private static async Task<Ok<PolicyView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, CancellationToken cancellationToken) =>
        Show(http, await RowAsync(id, work, cancellationToken));

    private static async Task<Ok<IReadOnlyList<PolicyVersionView>>> VersionsAsync(
        Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        await RowAsync(id, work, cancellationToken);
        var context = await work.BeginAsync(cancellationToken);
        var rows = await context.Set<SlaPolicyVersion>().AsNoTracking().Where(v => v.PolicyId == id)
            .OrderByDescending(static v => v.Version).ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<PolicyVersionView>>(rows.ConvertAll(PolicyVersionView.Of));
    }

    private static async Task<Created<PolicyView>> CreateAsync(
        PolicyInput input, HttpContext http, IUnitOfWork work, SlaPolicyService policies, CancellationToken cancellationToken)
    {
        var draft = input.ToDraft(await CalendarOfAsync(input, work, cancellationToken));
        var outcome = await policies.CreateAsync(draft, cancellationToken);
        var row = outcome is SlaPolicyOutcome.Done done ? done.Policy : throw Outcomes.Refused(outcome);
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/sla-policies/{row.Id}/", PolicyView.Of(row));
    }

    private static async Task<Ok<PolicyView>> ChangeAsync(
        Guid id, MergePatch patch, bool? apply_to_open_tickets, HttpContext http, IUnitOfWork work, SlaPolicyService policies,
        CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, work, cancellationToken);
        var input = patch.Apply(PolicyInput.Of(row));
        var draft = input.ToDraft(await CalendarOfAsync(input, work, cancellationToken));

        // Without If-Match the version just read is the base of the patch: what changed in between must not be undone.
        var outcome = await policies.UpdateAsync(
            id, draft, apply_to_open_tickets ?? false, http.Request.ExpectedVersion() ?? row.RowVersion, cancellationToken);
        if (outcome is not SlaPolicyOutcome.Done done)
        {
            throw Outcomes.Refused(outcome);
        }

        http.Response.Show(done.Policy);
        return TypedResults.Ok(PolicyView.Of(done.Policy) with { RecalculatedTickets = done.Tickets });
    }

    private static async Task<Ok<PolicyPreview>> PreviewNewAsync(
        PolicyInput input, IUnitOfWork work, SlaPreview preview, CancellationToken cancellationToken) =>
        Show(await preview.RunAsync(null, input.ToDraft(await CalendarOfAsync(input, work, cancellationToken)), cancellationToken));

    private static async Task<Ok<PolicyPreview>> PreviewAsync(
        Guid id, MergePatch patch, IUnitOfWork work, SlaPreview preview, CancellationToken cancellationToken)
    {
        var input = patch.Apply(PolicyInput.Of(await RowAsync(id, work, cancellationToken)));
        return Show(await preview.RunAsync(id, input.ToDraft(await CalendarOfAsync(input, work, cancellationToken)), cancellationToken));
    }

    private static Ok<PolicyPreview> Show((PolicyPreview? Preview, SlaPolicyOutcome? Refused) result) =>
        result.Preview is { } preview ? TypedResults.Ok(preview) : throw Outcomes.Refused(result.Refused!);

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, SlaPolicyService policies, CancellationToken cancellationToken)
    {
        var outcome = await policies.DeleteAsync(id, http.Request.ExpectedVersion(), cancellationToken);
        return outcome is SlaPolicyOutcome.Deleted ? TypedResults.NoContent() : throw Outcomes.Refused(outcome);
    }

    private static async Task<Guid> CalendarOfAsync(PolicyInput input, IUnitOfWork work, CancellationToken cancellationToken)
    {
        if (input.CalendarId is { } given)
        {
            return given;
        }

        var context = await work.BeginAsync(cancellationToken);
        var standard = await context.Set<Calendar>().Where(static c => c.IsDefault).Select(static c => (Guid?)c.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return standard ?? throw new ProblemException(Problem.Invalid(
            "calendar_id", "Give a calendar; the tenant has no default one (POST /api/support/calendars/)."));
    }

    private static async Task<SlaPolicy> RowAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        return await context.Set<SlaPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("SLA policy"));
    }

    private static Ok<PolicyView> Show(HttpContext http, SlaPolicy row)
    {
        http.Response.Show(row);
        return TypedResults.Ok(PolicyView.Of(row));
    }
}
