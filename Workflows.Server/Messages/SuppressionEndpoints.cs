using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail.Mime;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Messages;

/// <summary><c>/api/suppressions</c>: addresses that get no mail, and their release.</summary>
internal static class SuppressionEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at"],
        Search = "address",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "bounce, complaint, opt_out or manual" },
    };

    public static void MapSuppressions(this IEndpointRouteBuilder routes)
    {
        var suppressions = routes.MapGroup("/api/suppressions").WithTags("messages").RequireAuthorization(Policies.Staff);
        suppressions.MapGet("/", ListAsync).WithList(Shape).WithSummary("Addresses that get no mail, newest first.");
        suppressions.MapPost("/", AddAsync).RequireAuthorization(Policies.Manager).WithSummary("Suppresses an address by hand.");
        suppressions.MapDelete("/{id:guid}", ReleaseAsync).RequireAuthorization(Policies.Manager).WithSummary("Lets an address get mail again.");
    }

    private static async Task<Ok<Paged<SuppressionView>>> ListAsync(ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var reason = list.Word("reason", "bounce", "complaint", "opt_out", "manual");
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var rows = context.Set<Suppression>().AsNoTracking().Where(s => reason == null || s.Reason == reason);
        if (list.Search is { } search)
        {
            // Addresses are stored in lower case.
            var part = search.ToLowerInvariant();
            rows = rows.Where(s => s.Address.Contains(part));
        }

        rows = list.SingleOrder() == "created_at"
            ? rows.OrderBy(static s => s.CreatedAt).ThenBy(static s => s.Id)
            : rows.OrderByDescending(static s => s.CreatedAt).ThenBy(static s => s.Id);
        var count = await rows.CountAsync(cancellationToken);
        var page = await rows.Skip((list.PageNumber - 1) * list.PageSize).Take(list.PageSize).ToListAsync(cancellationToken);
        return TypedResults.Ok(list.Answer<SuppressionView>(count, [.. page.Select(SuppressionView.Of)]));
    }

    private static async Task<Created<SuppressionView>> AddAsync(
        SuppressionInput input, IUnitOfWork work, IAuditTrail audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!MailAddressSyntax.TryNormalize(input.Address?.Trim(), out var address))
        {
            throw new ProblemException(Problem.Invalid("address", "Must be a mail address."));
        }

        address = address.ToLowerInvariant();
        var context = await work.BeginAsync(cancellationToken);
        if (await context.Set<Suppression>().AnyAsync(s => s.Address == address, cancellationToken))
        {
            throw new ProblemException(new Problem(409, ProblemCodes.Duplicate, "The address is on the list already."));
        }

        var row = new Suppression { Address = address, Reason = "manual", Detail = input.Detail, CreatedAt = time.GetUtcNow() };
        context.Add(row);
        await audit.WriteAsync("suppression.add", "suppression", row.Id, null, new { row.Address, row.Reason }, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/suppressions/{row.Id}", SuppressionView.Of(row));
    }

    private static async Task<NoContent> ReleaseAsync(Guid id, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var row = await context.Set<Suppression>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("suppression"));
        context.Remove(row);
        await audit.WriteAsync("suppression.release", "suppression", id, new { row.Address, row.Reason }, null, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private sealed record SuppressionInput(string? Address = null, string? Detail = null);

    private sealed record SuppressionView(Guid Id, string Address, string Reason, string? Detail, DateTimeOffset CreatedAt)
    {
        public static SuppressionView Of(Suppression row) => new(row.Id, row.Address, row.Reason, row.Detail, row.CreatedAt);
    }
}
