using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Administration;

/// <summary><c>/api/admin/audit-logs</c>: who did what, read-only.</summary>
internal static class AuditEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at"],
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["action"] = "What was done, e.g. ticket.assign.",
            ["actor"] = "User who did it.",
            ["actor_kind"] = "user, system or workflow",
            ["entity"] = "Kind of row, e.g. ticket.",
            ["entity_id"] = "The row.",
            ["request_id"] = "HTTP request or burst.",
        },
    };

    private static readonly Dictionary<string, Expression<Func<AuditLog, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static a => a.At,
    };

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup("/api/admin/audit-logs").WithTags("administration").RequireAuthorization(Policies.Manager);
        logs.MapGet("/", ListAsync).WithList(Shape).WithSummary("Audit rows, newest first.");
        logs.MapGet("/{id:guid}", FindAsync).WithSummary("One audit row.");
    }

    private static async Task<Ok<Paged<AuditView>>> ListAsync(
        ListRequest list, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var (action, entity, request) = (list.Text("action"), list.Text("entity"), list.Text("request_id"));
        var (actor, row) = (list.Id("actor"), list.Id("entity_id"));
        var kind = list.Word("actor_kind", "user", "system", "workflow");
        list.Check();
        var context = await work.BeginAsync(cancellationToken);
        var query = context.Set<AuditLog>().Where(a =>
            (action == null || a.Action == action) && (entity == null || a.Entity == entity)
            && (request == null || a.RequestId == request) && (actor == null || a.ActorId == actor)
            && (row == null || a.EntityId == row) && (kind == null || a.ActorKind == kind)
            && (list.CreatedAfter == null || a.At >= list.CreatedAfter) && (list.CreatedBefore == null || a.At < list.CreatedBefore));
        return TypedResults.Ok(await list.PageAsync(query, Orders, static a => a.Id, AuditView.Of, cancellationToken));
    }

    private static async Task<Ok<AuditView>> FindAsync(Guid id, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var row = await context.Set<AuditLog>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
        return TypedResults.Ok(AuditView.Of(row ?? throw new ProblemException(Problem.NotFound("audit row"))));
    }

    private sealed record AuditView(
        Guid Id, DateTimeOffset At, string ActorKind, Guid? ActorId, string? ActorRole, string ActorName, string Action,
        string Entity, Guid EntityId, JsonElement? Before, JsonElement? After, string? RequestId, string? ClientAddress)
    {
        public static AuditView Of(AuditLog row) => new(
            row.Id, row.At, row.ActorKind, row.ActorId, row.ActorRole, row.ActorName, row.Action, row.Entity, row.EntityId,
            Json(row.Before), Json(row.After), row.RequestId, row.ClientAddress);

        private static JsonElement? Json(string? text)
        {
            if (text is null)
            {
                return null;
            }

            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
    }
}
