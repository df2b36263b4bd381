using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Processes;

/// <summary><c>/api/processes</c>: start and watch. Staff start and look, managers act, administrators pause definitions.</summary>
internal static class ProcessEndpoints
{
    private const int MostBursts = 500;

    private static readonly ListShape Shape = new()
    {
        Search = "name and start of the correlation id",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["definition"] = "Definition id, exact.",
            ["status"] = "running or finished",
            ["sub_status"] = "pending, executing, suspended, finished, cancelled, faulted or interrupted",
            ["correlation_id"] = "Correlation id, exact.",
            ["has_incidents"] = "true or false",
        },
    };

    public static void MapProcesses(this IEndpointRouteBuilder routes)
    {
        var processes = routes.MapGroup("/api/processes").WithTags("processes");
        var looks = processes.MapGroup(string.Empty).RequireAuthorization(Policies.Staff);
        looks.MapGet("/", ListAsync).WithList(Shape).WithSummary("Instances, newest first.");
        looks.MapGet("/{id:guid}", FindAsync).WithSummary("One instance: where it waits and for whom, timers, variables, incidents.");
        looks.MapGet("/{id:guid}/journal", JournalAsync).WithSummary("What happened, in order.");
        looks.MapPost("/{definition}/start", ProcessCommands.StartAsync).WithSummary("Starts an instance; it is durable when this answers.");

        var acts = processes.MapGroup("/{id:guid}").RequireAuthorization(Policies.Manager);
        acts.MapPost("/cancel", ProcessCommands.CancelAsync).WithSummary("Ends the instance.");
        acts.MapPost("/retry", ProcessCommands.RetryAsync).WithSummary("Runs the failed activity again.");
        acts.MapPost("/skip", ProcessCommands.SkipAsync).WithSummary("Completes the failed activity with chosen outcomes, without running it.");
        acts.MapPost("/variables", ProcessCommands.SetVariablesAsync).WithSummary("Changes variables.");

        routes.MapPost("/api/events/{name}", ProcessCommands.PublishAsync).WithTags("processes")
            .RequireAuthorization(Policies.Staff).WithSummary("Publishes an event to the instances that wait (or will wait) for it.");
    }

    private static async Task<Ok<Paged<InstanceSummary>>> ListAsync(
        ListRequest list, InstanceQueries instances, CallContext call, CancellationToken cancellationToken)
    {
        var filter = new InstanceFilter
        {
            DefinitionId = list.Text("definition"),
            Status = list.Word<WorkflowStatus>("status"),
            SubStatus = list.Word<WorkflowSubStatus>("sub_status"),
            CorrelationId = list.Text("correlation_id"),
            HasIncidents = list.Flag("has_incidents"),
            Search = list.Search,
            CreatedAfter = list.CreatedAfter,
            CreatedBefore = list.CreatedBefore,
        };
        if (list.Orders is not [{ Descending: true }])
        {
            list.Refuse("ordering", "This list is always newest first.");
        }

        list.Check();
        var count = await instances.CountAsync(call.TenantId, filter, cancellationToken);
        var rows = await instances.ListAsync(call.TenantId, filter, list.Offset, list.PageSize, cancellationToken);
        return TypedResults.Ok(list.Answer(count, rows));
    }

    private static async Task<Ok<InstanceDetail>> FindAsync(
        Guid id, InstanceQueries instances, CallContext call, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ProcessCommands.RowAsync(id, instances, call, cancellationToken));

    private static async Task<Ok<JournalPage>> JournalAsync(
        Guid id, long? after, int? limit, InstanceQueries instances, CallContext call, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostBursts)
        {
            throw new ProblemException(Problem.Invalid("limit", $"Must be a whole number from 1 to {MostBursts}."));
        }

        await ProcessCommands.RowAsync(id, instances, call, cancellationToken);
        return TypedResults.Ok(await instances.JournalAsync(call.TenantId, id, after ?? 0, limit ?? 100, cancellationToken));
    }
}
