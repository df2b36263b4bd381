using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Administration;

/// <summary><c>/api/tenants</c>: the firms of the installation, for its administrators.</summary>
internal static class TenantEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "key", "name"],
        DefaultOrdering = "key",
        Search = "key and name",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal) { ["active"] = "true or false" },
    };

    private static readonly Dictionary<string, Expression<Func<Tenant, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static t => t.CreatedAt,
        ["key"] = static t => t.Key,
        ["name"] = static t => t.Name,
    };

    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var tenants = routes.MapGroup("/api/tenants").WithTags("administration").RequireAuthorization(Policies.Installation);
        tenants.MapGet("/", ListAsync).WithList(Shape).WithSummary("All tenants.");
        tenants.MapPost("/", CreateAsync).WithSummary("Adds a tenant.");
        tenants.MapGet("/{id:guid}", FindAsync).WithSummary("One tenant.");
        tenants.MapPatch("/{id:guid}", ChangeAsync).Accepts<TenantInput>("application/merge-patch+json", "application/json").WithSummary("Changes a tenant.");
        tenants.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes a tenant that is switched off, with all its rows.");
    }

    private static async Task<Ok<Paged<TenantView>>> ListAsync(
        ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var active = list.Flag("active");
        var context = await AllTenantsAsync(work, cancellationToken);
        var query = context.Set<Tenant>().Where(t => active == null || t.Active == active);
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(t => EF.Functions.ILike(t.Key, pattern) || EF.Functions.ILike(t.Name, pattern));
        }

        query = query.Where(t => (list.CreatedAfter == null || t.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || t.CreatedAt < list.CreatedBefore));
        return TypedResults.Ok(await list.PageAsync(query, Orders, static t => t.Id, TenantView.Of, cancellationToken));
    }

    private static async Task<Created<TenantView>> CreateAsync(
        TenantInput input, HttpContext http, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        Check(input);
        var context = await AllTenantsAsync(work, cancellationToken);
        if (await context.Set<Tenant>().AnyAsync(t => t.Key == input.Key, cancellationToken))
        {
            throw new ProblemException(new Problem(409, ProblemCodes.Duplicate, $"A tenant {input.Key} exists."));
        }

        var row = new Tenant { Key = input.Key, Name = input.Name.Trim(), Zone = input.Zone, Active = input.Active };
        context.Add(row);
        await audit.WriteAsync("tenant.create", "tenant", row.Id, null, input, cancellationToken);
        await work.CommitAsync(cancellationToken);
        http.Response.Show(row);
        return TypedResults.Created($"/api/tenants/{row.Id}/", TenantView.Of(row));
    }

    private static async Task<Ok<TenantView>> FindAsync(
        Guid id, HttpContext http, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var row = await RowAsync(await AllTenantsAsync(work, cancellationToken), id, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(TenantView.Of(row));
    }

    private static async Task<Ok<TenantView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        var row = await RowAsync(await AllTenantsAsync(work, cancellationToken), id, cancellationToken);
        http.Request.RequireMatch(row);
        var before = TenantInput.Of(row);
        var after = patch.Apply(before);
        Check(after);
        if (after.Key != before.Key)
        {
            throw new ProblemException(Problem.Invalid("key", "Cannot be changed."));
        }

        if (before.Key == Policies.HomeTenant && !after.Active)
        {
            throw new ProblemException(Problem.Invalid("active", "The tenant that runs the installation stays on."));
        }

        (row.Name, row.Zone, row.Active) = (after.Name.Trim(), after.Zone, after.Active);
        await audit.WriteAsync("tenant.change", "tenant", row.Id, before, after, cancellationToken);
        await work.CommitAsync(cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(TenantView.Of(row));
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, IUnitOfWork work, InstanceQueries instances, IAuditTrail audit,
        CancellationToken cancellationToken)
    {
        var context = await AllTenantsAsync(work, cancellationToken);
        var row = await RowAsync(context, id, cancellationToken);
        http.Request.RequireMatch(row);
        if (row.Active)
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.IllegalTransition, "Switch the tenant off first: PATCH {\"active\": false}."));
        }

        var running = await instances.CountAsync(id, new InstanceFilter { Status = WorkflowStatus.Running }, cancellationToken);
        if (running > 0)
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.Referenced, $"{running} processes of the tenant are running; cancel them first."));
        }

        context.Remove(row);
        await audit.WriteAsync("tenant.delete", "tenant", row.Id, TenantInput.Of(row), null, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static void Check(TenantInput input)
    {
        var errors = new FieldErrors();
        input.Check(errors);
        errors.ThrowIfAny();
    }

    private static async Task<Tenant> RowAsync(DomainDbContext context, Guid id, CancellationToken cancellationToken) =>
        await context.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
        ?? throw new ProblemException(Problem.NotFound("tenant"));

    // The one place in the API that looks past the caller's tenant; its policy admits administrators of the installation only.
    private static async Task<DomainDbContext> AllTenantsAsync(IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        await TenantSetting.SetAsync(work.Connection, work.Transaction, TenantSetting.AllTenants, cancellationToken);
        return context;
    }
}
