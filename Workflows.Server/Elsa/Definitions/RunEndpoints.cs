using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Http;
using Workflows.Server.Elsa.Instances;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Starting definitions: execute answers with the state after the first burst, dispatch with the instance's id.</summary>
internal static class RunEndpoints
{
    public const string InstanceHeader = "x-elsa-workflow-instance-id";
    public const string RefusedHeader = "x-elsa-workflow-cannot-start";
    private const int MostInstances = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        var run = api.MapGroup("/workflow-definitions/{definitionId}").RequireAuthorization(Policies.WorkflowsRun);
        run.MapPost("/execute", ExecuteAsync);
        run.MapGet("/execute", ExecuteAsync);
        run.MapPost("/dispatch", DispatchAsync);
        run.MapPost("/bulk-dispatch", BulkDispatchAsync);
    }

    private static async Task<IResult> ExecuteAsync(
        string definitionId, HttpContext context, WorkflowEngine engine, DefinitionStore store, InstanceReader instances, WorkflowHttpAccessor accessor,
        CallContext call, CancellationToken cancellationToken)
    {
        var body = HttpMethods.IsGet(context.Request.Method) ? FromQuery(context) : await ElsaJson.ReadAsync(context);
        var request = await RequestAsync(definitionId, body, context, store, call, cancellationToken);
        context.Response.Headers[InstanceHeader] = request.InstanceId.ToString();
        StartResult result;
        using (accessor.Use(context))
        {
            result = await engine.StartAsync(request, cancellationToken);
        }

        var id = InstanceOf(result, request, context);
        context.Response.Headers[InstanceHeader] = id.ToString();
        if (context.Response.HasStarted)
        {
            return Results.Empty;
        }

        return ElsaJson.Answer(new JsonObject { ["workflowState"] = await instances.StateAsync(call.TenantId, id, cancellationToken) });
    }

    private static async Task<IResult> DispatchAsync(
        string definitionId, HttpContext context, WorkflowEngine engine, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(definitionId, await ElsaJson.ReadAsync(context), context, store, call, cancellationToken);
        var id = InstanceOf(await engine.StartAsync(request, cancellationToken), request, context);
        context.Response.Headers[InstanceHeader] = id.ToString();
        return ElsaJson.Answer(new { WorkflowInstanceId = id.ToString() });
    }

    private static async Task<IResult> BulkDispatchAsync(
        string definitionId, HttpContext context, WorkflowEngine engine, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var count = body.Number("count") ?? 1;
        if (count is < 1 or > MostInstances)
        {
            throw BodyMembers.Wrong("count", $"Must be between 1 and {MostInstances}.");
        }

        var ids = new List<string>(count);
        for (var index = 0; index < count; index++)
        {
            var request = await RequestAsync(definitionId, body, context, store, call, cancellationToken) with { InstanceId = Guid.CreateVersion7() };
            request = request.Key is { } key ? request with { Key = $"{key}:{index}" } : request;
            ids.Add(InstanceOf(await engine.StartAsync(request, cancellationToken), request, context).ToString());
        }

        return ElsaJson.Answer(new { WorkflowInstanceIds = ids });
    }

    private static JsonObject FromQuery(HttpContext context)
    {
        var query = new QueryReader(context);
        var body = new JsonObject();
        foreach (var name in new[] { "correlationId", "name", "triggerActivityId", "versionOptions" })
        {
            body[name] = query.Text(name);
        }

        if (query.Text("input") is { } input)
        {
            try
            {
                body["input"] = JsonNode.Parse(input);
            }
            catch (System.Text.Json.JsonException)
            {
                throw BodyMembers.Wrong("input", "Must be a JSON object.");
            }
        }

        return body;
    }

    private static async Task<StartRequest> RequestAsync(
        string definitionId, JsonObject body, HttpContext context, DefinitionStore store, CallContext call, CancellationToken cancellationToken)
    {
        var words = body["versionOptions"] is JsonObject parts ? WordOf(parts) : body["versionOptions"]?.ToString();
        if (!DefinitionVersions.TryParse(words, DefinitionVersions.Published, out var versions))
        {
            throw BodyMembers.Wrong("versionOptions", "Must be Latest, Published, Draft, LatestOrPublished, LatestAndPublished or a number.");
        }

        var found = await DefinitionReadEndpoints.RequireAsync(store, call, definitionId, versions, cancellationToken);
        var correlation = body.Text("correlationId");
        var name = body.Text("name");
        var errors = new FieldErrors();
        foreach (var (field, text) in new[] { ("correlationId", correlation), ("name", name) })
        {
            if (text?.Length > 200)
            {
                errors.Add(field, "Must have at most 200 characters.");
            }
        }

        errors.ThrowIfAny();
        var wanted = body.Text("instanceId") ?? body.Text("workflowInstanceId");
        if (wanted is not null && !Guid.TryParse(wanted, out _))
        {
            throw BodyMembers.Wrong("instanceId", "Must be a UUID.");
        }

        var key = context.Request.Headers[IdempotencyRequest.Header].ToString();
        return new StartRequest
        {
            TenantId = call.TenantId,
            DefinitionId = definitionId,
            VersionId = found.Id,
            InstanceId = wanted is null ? Guid.CreateVersion7() : Guid.Parse(wanted),
            CorrelationId = string.IsNullOrEmpty(correlation) ? null : correlation,
            Name = string.IsNullOrEmpty(name) ? null : name,
            TriggerActivityId = body.Text("triggerActivityId") is { Length: > 0 } trigger ? trigger : null,
            Input = body.Map("input"),
            Variables = body.Map("variables"),
            Key = key.Length == 0 ? null : $"{definitionId}:{key}",
        };
    }

    private static string? WordOf(JsonObject versions)
    {
        foreach (var (flag, word) in new[] { ("isLatestOrPublished", "LatestOrPublished"), ("isLatestAndPublished", "LatestAndPublished"), ("isLatest", "Latest"), ("isPublished", "Published"), ("isDraft", "Draft") })
        {
            if (versions.Flag(flag) == true)
            {
                return word;
            }
        }

        return versions.Number("version") is > 0 and var number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static Guid InstanceOf(StartResult result, StartRequest request, HttpContext context)
    {
        switch (result)
        {
            case StartResult.Started started:
                return started.InstanceId;
            case StartResult.AlreadyStarted before:
                return before.InstanceId;
            default:
                context.Response.Headers.Remove(InstanceHeader);
                context.Response.Headers[RefusedHeader] = "True";
                throw new ProblemException(result switch
                {
                    StartResult.Refused refused => new Problem(409, "start_refused", refused.Reason),
                    StartResult.Paused => new Problem(409, "definition_paused", $"The definition '{request.DefinitionId}' is paused."),
                    _ => Problem.Invalid("definitionId", $"The definition '{request.DefinitionId}' cannot run as it is; GET .../validation says why."),
                });
        }
    }
}
