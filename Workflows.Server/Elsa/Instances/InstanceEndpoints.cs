using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Instances;

/// <summary>Looking at instances: lists, one, its journal, its variables, the runs of its activities.</summary>
internal static class InstanceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var read = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsRead);
        read.MapGet("/workflow-instances", ListAsync);
        read.MapPost("/workflow-instances", ListAsync);
        read.MapGet("/workflow-instances/{id:guid}", FindAsync);
        read.MapGet("/workflow-instances/{id:guid}/execution-state", ExecutionStateAsync);
        read.MapGet("/workflow-instances/{id:guid}/journal", JournalAsync);
        read.MapPost("/workflow-instances/{id:guid}/journal", JournalAsync);
        read.MapGet("/workflow-instances/{id:guid}/journal/last", LastEntryAsync);
        read.MapGet("/workflow-instances/{id:guid}/variables", VariablesAsync);
        read.MapGet("/activity-executions/list", ExecutionsAsync);
        read.MapGet("/activity-execution-summaries/list", SummariesAsync);
        read.MapGet("/activity-executions/by-id", ExecutionAsync);
        read.MapGet("/activity-executions/{runId}", ExecutionAsync);
        read.MapGet("/activity-executions/{runId}/call-stack", CallStackAsync);
        read.MapGet("/activity-executions/count", CountAsync);
        read.MapPost("/activity-executions/report", ReportAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, InstanceSearch search, CallContext call, CancellationToken cancellationToken)
    {
        var filter = HttpMethods.IsGet(context.Request.Method)
            ? InstanceFilters.FromQuery(new QueryReader(context))
            : InstanceFilters.FromBody(await ElsaJson.ReadAsync(context));
        var (items, total) = await search.ListAsync(call.TenantId, filter, cancellationToken);
        return ElsaJson.Answer(new ItemPage<JsonObject>([.. items.Select(InstanceReader.Summary)], total));
    }

    private static async Task<IResult> FindAsync(Guid id, InstanceReader instances, CallContext call, CancellationToken cancellationToken) =>
        ElsaJson.Answer(await instances.FullAsync(call.TenantId, id, cancellationToken));

    private static async Task<IResult> ExecutionStateAsync(Guid id, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var (row, _) = await instances.RequireAsync(call.TenantId, id, cancellationToken);
        return ElsaJson.Answer(new { row.Status, row.SubStatus, row.UpdatedAt });
    }

    private static async Task<IResult> JournalAsync(Guid id, HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var history = await instances.HistoryAsync(call.TenantId, id, cancellationToken);
        var filter = HttpMethods.IsGet(context.Request.Method) ? null : (await ElsaJson.ReadAsync(context))["filter"] as JsonObject;
        var activityIds = filter?.Texts("activityIds") ?? [];
        var nodeIds = filter?.Texts("activityNodeIds") ?? [];
        var excluded = filter?.Texts("excludedActivityTypes") ?? [];
        var events = filter?.Texts("eventNames") ?? [];
        var (offset, limit) = new QueryReader(context).Page(100);
        List<JournalItem> found = [.. history.Journal.Where(item =>
            (activityIds.Count == 0 || activityIds.Contains(item.ActivityId, StringComparer.Ordinal))
            && (nodeIds.Count == 0 || nodeIds.Contains(item.NodeId, StringComparer.Ordinal))
            && (excluded.Count == 0 || !excluded.Contains(item.ActivityType, StringComparer.Ordinal))
            && (events.Count == 0 || events.Contains(item.Event, StringComparer.Ordinal)))];
        var runs = history.Runs.ToDictionary(static run => run.Id, StringComparer.Ordinal);
        return ElsaJson.Answer(new ItemPage<JsonObject>(
            [.. found.Skip(offset).Take(limit).Select(item => ActivityRecords.Entry(item, id, runs))], found.Count));
    }

    private static async Task<IResult> LastEntryAsync(Guid id, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var history = await instances.HistoryAsync(call.TenantId, id, cancellationToken);
        var runs = history.Runs.ToDictionary(static run => run.Id, StringComparer.Ordinal);
        return history.Journal.Count == 0 ? Results.NoContent() : ElsaJson.Answer(ActivityRecords.Entry(history.Journal[^1], id, runs));
    }

    private static async Task<IResult> VariablesAsync(Guid id, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var (row, state) = await instances.RequireAsync(call.TenantId, id, cancellationToken);
        var items = new List<object>();
        if (await instances.RestoreAsync(row, state, cancellationToken) is { } context)
        {
            foreach (var variable in context.Workflow.Variables)
            {
                context.ExpressionExecutionContext.TryGet(variable, out var value);
                items.Add(new { variable.Id, variable.Name, Value = InstanceReader.ToJson(value) });
            }
        }

        return ElsaJson.Answer(new ItemList<object>(items));
    }

    private static Guid InstanceIdOf(QueryReader query) => Guid.TryParse(query.Text("workflowInstanceId"), out var id)
        ? id
        : throw BodyMembers.Wrong("workflowInstanceId", "Must be the id of an instance.");

    private static async Task<(Guid Id, IReadOnlyList<ActivityRun> All, List<ActivityRun> Found)> RunsAsync(
        HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context);
        var id = InstanceIdOf(query);
        var all = (await instances.HistoryAsync(call.TenantId, id, cancellationToken)).Runs;
        var nodes = query.Texts("activityNodeId");
        var activities = query.Texts("activityId");
        var completed = query.Flag("completed");
        return (id, all, [.. all.Where(run =>
            (nodes.Count == 0 || nodes.Contains(run.NodeId, StringComparer.Ordinal))
            && (activities.Count == 0 || activities.Contains(run.ActivityId, StringComparer.Ordinal))
            && (completed is null || run.CompletedAt.HasValue == completed))]);
    }

    private static async Task<IResult> ExecutionsAsync(HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var (id, all, found) = await RunsAsync(context, instances, call, cancellationToken);
        return ElsaJson.Answer(new ItemList<JsonObject>([.. found.Select(run => ActivityRecords.Full(run, id, all))]));
    }

    private static async Task<IResult> SummariesAsync(HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var (id, _, found) = await RunsAsync(context, instances, call, cancellationToken);
        return ElsaJson.Answer(new ItemList<JsonObject>([.. found.Select(run => ActivityRecords.Summary(run, id))]));
    }

    private static async Task<IResult> CountAsync(HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken) =>
        ElsaJson.Answer(new { (await RunsAsync(context, instances, call, cancellationToken)).Found.Count });

    // The id of a run begins with its instance's.
    private static async Task<(Guid InstanceId, IReadOnlyList<ActivityRun> All, ActivityRun Run)> RunAsync(
        string? runId, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var dash = runId?.LastIndexOf('-') ?? -1;
        if (dash > 0 && Guid.TryParseExact(runId.AsSpan(0, dash), "N", out var instanceId))
        {
            var all = (await instances.HistoryAsync(call.TenantId, instanceId, cancellationToken)).Runs;
            if (all.FirstOrDefault(run => run.Id == runId) is { } found)
            {
                return (instanceId, all, found);
            }
        }

        throw new Workflows.Server.Http.Problems.ProblemException(Workflows.Server.Http.Problems.Problem.NotFound("activity execution"));
    }

    private static async Task<IResult> ExecutionAsync(
        HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken, string? runId = null)
    {
        var (id, all, run) = await RunAsync(runId ?? new QueryReader(context).Text("id"), instances, call, cancellationToken);
        return ElsaJson.Answer(ActivityRecords.Full(run, id, all));
    }

    private static async Task<IResult> CallStackAsync(string runId, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var (id, all, run) = await RunAsync(runId, instances, call, cancellationToken);
        var stack = ActivityRecords.CallStack(run, all);
        return ElsaJson.Answer(new
        {
            ActivityExecutionId = run.Id,
            Items = stack.Select(item => ActivityRecords.Full(item, id, all)).ToList(),
            TotalCount = stack.Count,
        });
    }

    private static async Task<IResult> ReportAsync(HttpContext context, InstanceReader instances, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        if (!Guid.TryParse(body.Text("workflowInstanceId"), out var id))
        {
            throw BodyMembers.Wrong("workflowInstanceId", "Must be the id of an instance.");
        }

        var runs = (await instances.HistoryAsync(call.TenantId, id, cancellationToken)).Runs.ToLookup(static run => run.NodeId, StringComparer.Ordinal);
        return ElsaJson.Answer(new
        {
            Stats = body.Texts("activityNodeIds").Distinct(StringComparer.Ordinal).Select(node => ActivityRecords.Stats(node, runs[node])).ToList(),
        });
    }
}
