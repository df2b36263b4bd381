using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Instances;

/// <summary>What instances wait for: events, task reports, bookmarks by their id.</summary>
internal static class StimulusEndpoints
{
    private const int LongestName = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var run = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsRun);
        run.MapPost("/events/{eventName}/trigger", TriggerAsync);
        run.MapPost("/tasks/{taskId}/complete", CompleteTaskAsync);
        run.MapPost("/bookmarks/resume", ResumeAsync);
        run.MapGet("/bookmarks/resume", ResumeAsync);
    }

    private static async Task<IResult> TriggerAsync(
        string eventName, HttpContext context, WorkflowEngine engine, CallContext call, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        if (eventName.Length > LongestName)
        {
            throw BodyMembers.Wrong("eventName", $"Must have at most {LongestName} characters.");
        }

        Guid? instance = body.Text("workflowInstanceId") is not { Length: > 0 } text ? null
            : Guid.TryParse(text, out var id) ? id
            : throw BodyMembers.Wrong("workflowInstanceId", "Must be the id of an instance.");
        var resumed = await engine.PublishAsync(
            new EventMessage
            {
                TenantId = call.TenantId,
                Name = eventName,
                CorrelationId = body.Text("correlationId") is { Length: > 0 } correlation ? correlation : null,
                InstanceId = instance,
                Payload = body.Any("input") ?? body.Any("payload"),
                PublishedAt = time.GetUtcNow(),
            },
            waitForBursts: body.Text("workflowExecutionMode") is not { } mode || !mode.StartsWith("Async", StringComparison.OrdinalIgnoreCase),
            cancellationToken);
        return ElsaJson.Answer(new { Resumed = resumed });
    }

    private static async Task<IResult> CompleteTaskAsync(
        string taskId, HttpContext context, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var resumed = await engine.CompleteTaskAsync(call.TenantId, taskId, body.Any("result"), cancellationToken);
        return ElsaJson.Answer(new { Resumed = resumed });
    }

    private static async Task<IResult> ResumeAsync(HttpContext context, BookmarkResumer bookmarks, CallContext call, CancellationToken cancellationToken)
    {
        var body = HttpMethods.IsGet(context.Request.Method) ? [] : await ElsaJson.ReadAsync(context);
        var token = new QueryReader(context).Text("t") ?? body.Text("token") ?? body.Text("bookmarkId")
            ?? throw BodyMembers.Wrong("t", "Say which bookmark: its token in the query parameter t.");
        await bookmarks.ResumeAsync(call.TenantId, token, body.Map("input"), cancellationToken);
        return ElsaJson.Answer(new { Resumed = true });
    }
}
