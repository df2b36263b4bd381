using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Http;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Definitions;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Http;

/// <summary>
/// <c>/workflows</c>: requests that start workflows or that they wait for. Open to everybody unless the endpoint says otherwise; the
/// burst runs while the request waits, and answers it.
/// </summary>
internal static class WorkflowHttpEndpoints
{
    private const string Prefix = "/workflows";
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Prefix + "/{**path}", Methods, AnswerAsync).AllowAnonymous().WithMetadata(NoIdempotencyKey.Instance).ExcludeFromDescription();

    private static async Task AnswerAsync(
        HttpContext context, WorkflowRoutes routes, WorkflowEngine engine, WorkflowHttpAccessor accessor, InstanceSearch search, NpgsqlDataSource database)
    {
        var path = context.Request.RouteValues["path"]?.ToString() ?? string.Empty;
        var method = context.Request.Method;
        var cancellationToken = context.RequestAborted;
        using var used = accessor.Use(context);
        var caller = context.User.SignedIn();
        foreach (var (route, values) in await routes.TriggersAsync(path, method, cancellationToken))
        {
            var tenant = route.Owner ?? caller?.TenantId ?? await HomeTenantAsync(database, cancellationToken);
            await RequireAsync(context, route.Payload, tenant);
            await StartAsync(context, route, values, tenant, engine, search);
            return;
        }

        if (await routes.WaitAsync(path, method, cancellationToken) is { } wait)
        {
            await ResumeAsync(context, wait, engine, search);
            return;
        }

        throw new ProblemException(new Problem(404, ProblemCodes.NoSuchRoute, $"No workflow answers {method} {Prefix}/{path}."));
    }

    private static async Task StartAsync(
        HttpContext context, TriggerRoute route, RouteValueDictionary values, Guid tenant, WorkflowEngine engine, InstanceSearch search)
    {
        var request = new StartRequest
        {
            TenantId = tenant,
            DefinitionId = route.DefinitionId,
            VersionId = route.VersionId,
            TriggerActivityId = route.ActivityId,
            CorrelationId = Correlation(context),
            Input = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                [HttpEndpoint.RouteDataInputKey] = JsonSerializer.SerializeToElement(values.ToDictionary(static v => v.Key, static v => v.Value?.ToString())),
            },
        };
        context.Response.Headers[RunEndpoints.InstanceHeader] = request.InstanceId.ToString();
        switch (await engine.StartAsync(request, context.RequestAborted))
        {
            case StartResult.Started started:
                await FinishAsync(context, tenant, started.InstanceId, search);
                return;
            case StartResult.Refused refused:
                throw new ProblemException(new Problem(409, "start_refused", refused.Reason));
            case StartResult.Paused:
                throw new ProblemException(new Problem(503, "definition_paused", "The workflow is paused.") { RetryAfter = TimeSpan.FromMinutes(1) });
            default:
                throw new ProblemException(new Problem(404, ProblemCodes.NoSuchRoute, "The workflow is not available."));
        }
    }

    private static async Task ResumeAsync(HttpContext context, WaitRoute wait, WorkflowEngine engine, InstanceSearch search)
    {
        context.Response.Headers[RunEndpoints.InstanceHeader] = wait.InstanceId.ToString();
        var payload = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["$input"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [HttpEndpoint.RouteDataInputKey] = wait.Values.ToDictionary(static v => v.Key, static v => v.Value?.ToString()),
            },
        };
        var resumed = await engine.PublishAsync(
            new EventMessage
            {
                TenantId = wait.TenantId,
                Name = HttpEndpointPayload.Name,
                Stimulus = wait.Stimulus,
                InstanceId = wait.InstanceId,
                Payload = JsonSerializer.SerializeToElement(payload),

                // A request that comes too late is not kept for the instance's next wait.
                KeepFor = TimeSpan.FromSeconds(1),
            },
            waitForBursts: true,
            context.RequestAborted);
        if (resumed == 0)
        {
            throw new ProblemException(new Problem(404, ProblemCodes.NoSuchRoute, "The instance waits no longer."));
        }

        await FinishAsync(context, wait.TenantId, wait.InstanceId, search);
    }

    // The workflow has answered, or it went on without an answer.
    private static async Task FinishAsync(HttpContext context, Guid tenant, Guid instanceId, InstanceSearch search)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        if (await search.FindAsync(tenant, instanceId, context.RequestAborted) is { Row.SubStatus: WorkflowSubStatus.Faulted })
        {
            throw new ProblemException(new Problem(500, "workflow_faulted", $"The workflow {instanceId} failed; its incident says why."));
        }

        context.Response.ContentLength = 0;
    }

    private static async Task RequireAsync(HttpContext context, HttpEndpointPayload payload, Guid tenant)
    {
        if (payload.RequestSizeLimit is { } limit && context.Request.ContentLength > limit)
        {
            throw new ProblemException(new Problem(413, ProblemCodes.BodyTooLarge, $"The endpoint takes at most {limit} bytes."));
        }

        if (payload.RequestSizeLimit is { } size && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = size;
        }

        if (!payload.Authorize)
        {
            return;
        }

        if (context.User.SignedIn() is not { } caller)
        {
            throw new ProblemException(new Problem(401, ProblemCodes.NotSignedIn, "The endpoint is for people and programs that are signed in."));
        }

        var policy = string.IsNullOrWhiteSpace(payload.Policy) ? Policies.SignedIn : payload.Policy;
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        if (caller.TenantId != tenant || !Policies.Exists(policy) || !(await authorization.AuthorizeAsync(context.User, null, policy)).Succeeded)
        {
            throw new ProblemException(new Problem(403, ProblemCodes.Forbidden, "Your role does not allow this."));
        }
    }

    private static string? Correlation(HttpContext context) =>
        context.Request.Headers["x-correlation-id"].ToString() is { Length: > 0 and <= 200 } text ? text : null;

    private static async Task<Guid> HomeTenantAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var all = new NpgsqlCommand("select set_config('workflows.tenant', '*', true)", connection, transaction))
        {
            await all.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand("select id from tenants where key = $1", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Policies.HomeTenant });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id
            ? id
            : throw new ProblemException(new Problem(404, ProblemCodes.NoSuchRoute, "No tenant runs the workflow."));
    }
}
