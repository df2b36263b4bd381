using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Operations.Alterations;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Instances;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Alterations;

/// <summary>
/// Changes to running instances: migrate, modify variable, schedule activity, cancel activity, cancel, retry. A dry run says for each
/// instance what would be done or why it cannot be; run waits for the results, submit keeps them under the id of a plan.
/// </summary>
internal static class AlterationEndpoints
{
    private const int MostInstances = 1000;
    private const int LongestId = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alterations/{id}", FindAsync).RequireAuthorization(Policies.WorkflowsRead);
        var run = api.MapGroup("/alterations").RequireAuthorization(Policies.WorkflowsRun);
        run.MapPost("/run", RunAsync);
        run.MapPost("/submit", SubmitAsync);
        run.MapPost("/dry-run", DryRunAsync);
        run.MapPost("/workflows/retry", RetryAsync);
    }

    private static async Task<IResult> RunAsync(
        HttpContext context, AlterationPlanner planner, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var orders = await PlanAsync(await ElsaJson.ReadAsync(context), planner, cancellationToken);
        foreach (var order in orders.Where(static order => order.Problem is null))
        {
            foreach (var command in order.Commands)
            {
                await engine.CommandAsync(call.TenantId, order.InstanceId, command, cancellationToken);
            }
        }

        return Answer(orders);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, AlterationPlanner planner, AlterationPlans plans, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var id = body.Text("id") is { Length: > 0 } given ? given : Guid.CreateVersion7().ToString("N");
        if (id.Length > LongestId)
        {
            throw BodyMembers.Wrong("id", $"Must have at most {LongestId} characters.");
        }

        var orders = await PlanAsync(body, planner, cancellationToken);

        // A plan that is there already was submitted by this very request before: its answer got lost.
        await plans.SubmitAsync(
            call.TenantId, id, call.Actor.Name, body["alterations"]!.ToJsonString(), body["filter"]?.ToJsonString(), orders, cancellationToken);
        return ElsaJson.Answer(new { PlanId = id });
    }

    private static async Task<IResult> FindAsync(string id, AlterationPlans plans, CallContext call, CancellationToken cancellationToken)
    {
        var plan = await plans.FindAsync(call.TenantId, id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("alteration plan"));
        return ElsaJson.Answer(new
        {
            Plan = new
            {
                plan.Id,
                Alterations = JsonNode.Parse(plan.Alterations),
                WorkflowInstanceFilter = plan.Filter is null ? null : JsonNode.Parse(plan.Filter),
                WorkflowInstanceIds = plan.Jobs.Select(static job => job.InstanceId.ToString()).ToList(),
                Status = plan.Jobs.Any(static job => job.IsOpen) ? "Running" : "Completed",
                plan.RequestedBy,
                plan.CreatedAt,
                StartedAt = plan.CreatedAt,
            },
            Jobs = plan.Jobs.Select(job => new
            {
                Id = job.Id.ToString("N"),
                PlanId = plan.Id,
                WorkflowInstanceId = job.InstanceId.ToString(),
                Status = job.Problem is not null ? "Failed" : job.IsOpen ? "Pending" : "Completed",
                Log = Log(job.Steps, job.Problem),
                plan.CreatedAt,
            }).ToList(),
        });
    }

    private static async Task<IResult> DryRunAsync(HttpContext context, AlterationPlanner planner, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);

        // Elsa's clients send the filter itself and ask for the instances only.
        var orders = body.ContainsKey("alterations")
            ? await PlanAsync(body, planner, cancellationToken)
            : [.. (await InstancesAsync(new JsonObject { ["filter"] = body.DeepClone() }, planner, cancellationToken)).Select(static id => new AlterationOrder(id, [], [], null))];
        return ElsaJson.Answer(new
        {
            WorkflowInstanceIds = orders.Where(static order => order.Problem is null).Select(static order => order.InstanceId.ToString()).ToList(),
            Results = orders.Select(Result).ToList(),
        });
    }

    private static async Task<IResult> RetryAsync(
        HttpContext context, AlterationPlanner planner, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var activities = body.Texts("activityIds");
        var orders = new List<AlterationOrder>();
        foreach (var id in Ids(body))
        {
            var order = await planner.RetryAsync(id, activities, cancellationToken);
            orders.Add(order);
            foreach (var command in order.Problem is null ? order.Commands : [])
            {
                await engine.CommandAsync(call.TenantId, id, command, cancellationToken);
            }
        }

        return Answer(orders);
    }

    private static async Task<List<AlterationOrder>> PlanAsync(JsonObject body, AlterationPlanner planner, CancellationToken cancellationToken)
    {
        var alterations = body["alterations"] as JsonArray ?? throw BodyMembers.Wrong("alterations", "Must be a list of alterations.");
        var orders = new List<AlterationOrder>();
        foreach (var id in await InstancesAsync(body, planner, cancellationToken))
        {
            orders.Add(await planner.PlanAsync(id, alterations, cancellationToken));
        }

        return orders;
    }

    private static async Task<IReadOnlyList<Guid>> InstancesAsync(JsonObject body, AlterationPlanner planner, CancellationToken cancellationToken)
    {
        if (body["filter"] is not JsonObject filter)
        {
            return Ids(body);
        }

        return filter["workflowInstanceIds"] is JsonArray { Count: > 0 }
            ? Ids(filter)
            : await planner.FindAsync(InstanceFilters.FromBody(filter) with { Offset = 0, Limit = MostInstances }, cancellationToken);
    }

    private static List<Guid> Ids(JsonObject body)
    {
        var texts = body.Texts("workflowInstanceIds");
        if (texts.Count is 0 or > MostInstances)
        {
            throw BodyMembers.Wrong("workflowInstanceIds", $"Must name 1 to {MostInstances} instances.");
        }

        return [.. texts.Select(static text => Guid.TryParse(text, out var id) ? id : throw BodyMembers.Wrong("workflowInstanceIds", $"'{text}' is no id of an instance.")).Distinct()];
    }

    private static IResult Answer(List<AlterationOrder> orders) => ElsaJson.Answer(new { Results = orders.Select(Result).ToList() });

    private static object Result(AlterationOrder order) => new
    {
        WorkflowInstanceId = order.InstanceId.ToString(),
        IsSuccessful = order.Problem is null,
        Log = new { LogEntries = Log(order.Steps, null) },
        Error = order.Problem,
    };

    private static List<object> Log(IReadOnlyList<string> steps, string? problem) =>
    [
        .. steps.Select(static step => new { Message = step, LogLevel = "Information" }),
        .. problem is null ? Array.Empty<object>() : [new { Message = problem, LogLevel = "Error" }],
    ];
}
