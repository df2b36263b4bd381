using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Operations.Bulk;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Processes;

/// <summary><c>/api/processes/bulk</c>: retry, skip or cancel by filter, with a look before and progress after.</summary>
internal static class BulkEndpoints
{
    private const int LongestText = 200;
    private const int LongestReason = 500;
    private static readonly ListShape Shape = new() { ByCreation = false };

    public static void MapBulkCommands(this IEndpointRouteBuilder routes)
    {
        var bulk = routes.MapGroup("/api/processes/bulk").WithTags("processes").RequireAuthorization(Policies.Manager);
        bulk.MapGet("/", ListAsync).WithList(Shape).WithSummary("Bulk commands and how far they have come, newest first.");
        bulk.MapGet("/{id:guid}", FindAsync).WithSummary("One bulk command: how many are done, wait, were parked, or are in trouble again.");
        bulk.MapPost("/preview", PreviewAsync).WithSummary("What a bulk command would do now: how many, and some of them. Changes nothing.");
        bulk.MapPost("/", CreateAsync).WithSummary("Retries, skips or cancels everything that the filter finds.");
    }

    private static async Task<Ok<Paged<BulkProgress>>> ListAsync(
        ListRequest list, BulkCommands bulk, CallContext call, CancellationToken cancellationToken)
    {
        if (list.Orders is not [{ Descending: true }])
        {
            list.Refuse("ordering", "This list is always newest first.");
        }

        list.Check();
        var (rows, count) = await bulk.ListAsync(call.TenantId, list.Offset, list.PageSize, cancellationToken);
        return TypedResults.Ok(list.Answer(count, rows));
    }

    private static async Task<Ok<BulkProgress>> FindAsync(
        Guid id, BulkCommands bulk, CallContext call, CancellationToken cancellationToken) =>
        TypedResults.Ok(await bulk.FindAsync(call.TenantId, id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("bulk command")));

    private static async Task<Ok<BulkPreview>> PreviewAsync(
        BulkInput input, BulkCommands bulk, IUnitOfWork work, CallContext call, CancellationToken cancellationToken)
    {
        var action = Check(input);
        await work.BeginAsync(cancellationToken);
        return TypedResults.Ok(await bulk.PreviewAsync(work.Transaction, call.TenantId, action, input.Filter, cancellationToken));
    }

    private static async Task<Accepted<BulkProgress>> CreateAsync(
        BulkInput input, BulkCommands bulk, WorkflowEngine engine, IUnitOfWork work, IAuditTrail audit, CallContext call, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var action = Check(input);
        await work.BeginAsync(cancellationToken);
        var preview = await bulk.PreviewAsync(work.Transaction, call.TenantId, action, input.Filter, cancellationToken);
        if (preview.Count > preview.Most)
        {
            throw new ProblemException(Problem.Invalid(
                "filter", $"Finds {preview.Count}; one command takes {preview.Most} at the most. Narrow the filter."));
        }

        if (preview.Count > input.Expected)
        {
            throw new ProblemException(new Problem(
                409, "more_than_expected", $"The filter finds {preview.Count} now, more than the {input.Expected} expected. Look again."));
        }

        var command = new BulkCommand
        {
            Action = action,
            Filter = input.Filter,
            RequestedBy = call.Actor.Name,
            Outcomes = input.Outcomes ?? [],
            Reason = input.Reason,
        };
        var total = await bulk.RequestAsync(work.Transaction, call.TenantId, command, time.GetUtcNow(), cancellationToken);
        await audit.WriteAsync(
            $"process.bulk_{input.Action}", "bulk_command", command.Id, null,
            new { input.Action, input.Filter, input.Outcomes, input.Reason, Total = total }, cancellationToken);
        work.OnCommitted(engine.Wake);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Accepted($"/api/processes/bulk/{command.Id}/", new BulkProgress
        {
            Id = command.Id,
            Action = action,
            CreatedAt = time.GetUtcNow(),
            RequestedBy = command.RequestedBy,
            Reason = command.Reason,
            Filter = System.Text.Json.JsonSerializer.SerializeToElement(input.Filter, Http.Json.ApiJson.Options),
            Total = total,
            Pending = total,
            Parked = 0,
            InTrouble = 0,
        });
    }

    private static OperatorAction Check(BulkInput input)
    {
        var errors = new FieldErrors();
        errors.OneOf("action", input.Action, "retry", "skip", "cancel");
        if (input.Filter.IsEmpty())
        {
            errors.Add("filter", "Must filter something: definition, sub_status, activity_id, error, occurred_after or occurred_before.");
        }

        Text(errors, "filter.definition", input.Filter.Definition, LongestText);
        Text(errors, "filter.activity_id", input.Filter.ActivityId, LongestText);
        Text(errors, "filter.error", input.Filter.Error, LongestText);
        Text(errors, "reason", input.Reason, LongestReason);
        if (input.Outcomes is { Count: > 0 } && input.Action != "skip")
        {
            errors.Add("outcomes", "Belongs to skip.");
        }

        if (input.Expected < 0)
        {
            errors.Add("expected", "Must not be negative.");
        }

        errors.ThrowIfAny();
        return input.Action switch
        {
            "retry" => OperatorAction.Retry,
            "skip" => OperatorAction.Skip,
            _ => OperatorAction.Cancel,
        };
    }

    private static void Text(FieldErrors errors, string field, string? value, int longest)
    {
        if (value is not null)
        {
            errors.Text(field, value, longest);
        }
    }
}
