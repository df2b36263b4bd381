using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Instances;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Alterations;

/// <summary>
/// Changes to running instances: migrate, modify variable, schedule activity, cancel activity, cancel, retry. A dry run says for each
/// instance what would be done or why it cannot be.
/// </summary>
internal static class AlterationEndpoints
{
    private const int MostInstances = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        var run = api.MapGroup("/alterations").RequireAuthorization(Policies.WorkflowsRun);
        run.MapPost("/run", RunAsync);
        run.MapPost("/submit", RunAsync);
        run.MapPost("/dry-run", DryRunAsync);
        run.MapPost("/workflows/retry", RetryAsync);
    }

    private static async Task<IResult> RunAsync(
        HttpContext context, AlterationPlanner planner, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var plans = await PlanAsync(context, planner, call, cancellationToken);
        foreach (var plan in plans.Where(static plan => plan.Problem is null))
        {
            foreach (var command in plan.Commands)
            {
                await engine.CommandAsync(call.TenantId, plan.InstanceId, command, cancellationToken);
            }
        }

        return Answer(plans);
    }

    private static async Task<IResult> DryRunAsync(
        HttpContext context, AlterationPlanner planner, CallContext call, CancellationToken cancellationToken)
    {
        var plans = await PlanAsync(context, planner, call, cancellationToken);
        return ElsaJson.Answer(new
        {
            WorkflowInstanceIds = plans.Where(static plan => plan.Problem is null).Select(static plan => plan.InstanceId.ToString()).ToList(),
            Results = plans.Select(Result).ToList(),
        });
    }

    private static async Task<IResult> RetryAsync(
        HttpContext context, AlterationPlanner planner, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var activities = body.Texts("activityIds");
        var plans = new List<AlterationPlan>();
        foreach (var id in Ids(body))
        {
            var plan = await planner.RetryAsync(id, activities, cancellationToken);
            plans.Add(plan);
            foreach (var command in plan.Problem is null ? plan.Commands : [])
            {
                await engine.CommandAsync(call.TenantId, id, command, cancellationToken);
            }
        }

        return Answer(plans);
    }

    private static async Task<List<AlterationPlan>> PlanAsync(
        HttpContext context, AlterationPlanner planner, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var alterations = body["alterations"] as JsonArray ?? throw BodyMembers.Wrong("alterations", "Must be a list of alterations.");
        IReadOnlyList<Guid> ids = body["filter"] is JsonObject filter
            ? await planner.FindAsync(InstanceFilters.FromBody(filter) with { Offset = 0, Limit = MostInstances }, cancellationToken)
            : Ids(body);
        var plans = new List<AlterationPlan>();
        foreach (var id in ids)
        {
            plans.Add(await planner.PlanAsync(id, alterations, cancellationToken));
        }

        return plans;
    }

    private static List<Guid> Ids(JsonObject body)
    {
        var texts = body.Texts("workflowInstanceIds");
        if (texts.Count is 0 or > MostInstances)
        {
            throw BodyMembers.Wrong("workflowInstanceIds", $"Must name 1 to {MostInstances} instances.");
        }

        return [.. texts.Select(static text => Guid.TryParse(text, out var id) ? id : throw BodyMembers.Wrong("workflowInstanceIds", $"'{text}' is no id of an instance."))];
    }

    private static IResult Answer(List<AlterationPlan> plans) => ElsaJson.Answer(new { Results = plans.Select(Result).ToList() });

    private static object Result(AlterationPlan plan) => new
    {
        WorkflowInstanceId = plan.InstanceId.ToString(),
        IsSuccessful = plan.Problem is null,
        Log = new { LogEntries = plan.Steps.Select(static step => new { Message = step, LogLevel = "Information" }).ToList() },
        Error = plan.Problem,
    };
}
