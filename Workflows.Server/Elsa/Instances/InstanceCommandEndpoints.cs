using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Management;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Instances;

/// <summary>What people and programs do to instances.</summary>
internal static class InstanceCommandEndpoints
{
    private const int MostAtOnce = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        var run = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsRun);
        run.MapPost("/workflow-instances/{id:guid}/variables", SetVariablesAsync);
        run.MapPost("/cancel/workflow-instances/{id:guid}", CancelAsync);
        run.MapPost("/bulk-actions/cancel/workflow-instances", BulkCancelAsync);
        run.MapDelete("/workflow-instances/{id:guid}", DeleteAsync);
        run.MapPost("/bulk-actions/delete/workflow-instances/by-id", BulkDeleteAsync);
    }

    private static async Task<IResult> SetVariablesAsync(
        Guid id, HttpContext context, InstanceReader instances, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var (row, state) = await instances.RequireAsync(call.TenantId, id, cancellationToken);
        var body = await ElsaJson.ReadAsync(context);
        var restored = await instances.RestoreAsync(row, state, cancellationToken)
            ?? throw new ProblemException(new Problem(409, ProblemCodes.IllegalTransition, "The definition version of the instance is gone."));
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var errors = new FieldErrors();
        var items = body["variables"] as JsonArray ?? [];
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index] as JsonObject;
            var variable = item is null ? null : restored.Workflow.Variables.FirstOrDefault(v => v.Id == item.Text("id"))
                ?? restored.Workflow.Variables.FirstOrDefault(v => v.Name == item.Text("name"));
            if (variable is null)
            {
                errors.Add($"variables[{index}].id", "The workflow has no such variable.");
                continue;
            }

            values[variable.Name] = JsonSerializer.SerializeToElement(item!["value"]);
        }

        errors.ThrowIfAny();
        if (row.Status is WorkflowStatus.Finished && row.SubStatus is not WorkflowSubStatus.Faulted)
        {
            throw new ProblemException(new Problem(409, ProblemCodes.IllegalTransition, "The instance has ended."));
        }

        await engine.CommandAsync(
            call.TenantId, id,
            new OperatorCommand { Action = OperatorAction.SetVariables, RequestedBy = call.Actor.Name, Variables = values }, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> CancelAsync(
        Guid id, InstanceReader instances, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        await instances.RequireAsync(call.TenantId, id, cancellationToken);
        await CancelAllAsync([id], engine, call, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> BulkCancelAsync(
        HttpContext context, InstanceSearch search, DefinitionStore store, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var versionIds = body.Text("definitionVersionId") is { Length: > 0 } version ? [version] : new List<string>();
        if (body.Text("definitionId") is { Length: > 0 } definitionId && body["versionOptions"]?.ToString() is { Length: > 0 } words)
        {
            if (!DefinitionVersions.TryParse(words, DefinitionVersions.All, out var versions))
            {
                throw BodyMembers.Wrong("versionOptions", "Is none of Elsa's words and no number.");
            }

            versionIds.AddRange((await store.ReadAsync(
                call.TenantId, new DefinitionFilter { DefinitionIds = [definitionId], Versions = versions }, cancellationToken)).Select(static d => d.Id));
        }

        var filter = new InstanceSearchFilter
        {
            Ids = body["ids"] is JsonArray ? [.. body.Texts("ids").Select(static text => Guid.TryParse(text, out var id) ? id : Guid.Empty)] : null,
            DefinitionIds = body.Text("definitionId") is { Length: > 0 } one ? [one] : body.Texts("definitionIds"),
            DefinitionVersionIds = versionIds,
            Statuses = [WorkflowStatus.Running],
            Limit = MostAtOnce,
        };
        if (filter is { Ids: null, DefinitionIds.Count: 0, DefinitionVersionIds.Count: 0 })
        {
            throw BodyMembers.Wrong("ids", "Say which instances: ids, definitionId or definitionVersionId.");
        }

        var (items, _) = await search.ListAsync(call.TenantId, filter, cancellationToken);
        await CancelAllAsync(items.Select(static item => item.Id), engine, call, cancellationToken);
        return ElsaJson.Answer(new { Cancelled = items.Count });
    }

    private static async Task<IResult> DeleteAsync(Guid id, InstanceSearch search, CallContext call, CancellationToken cancellationToken) =>
        (await search.DeleteAsync(call.TenantId, [id], cancellationToken)).Count > 0
            ? Results.NoContent()
            : throw new ProblemException(Problem.NotFound("workflow instance"));

    private static async Task<IResult> BulkDeleteAsync(HttpContext context, InstanceSearch search, CallContext call, CancellationToken cancellationToken)
    {
        var ids = (await ElsaJson.ReadAsync(context)).Texts("ids");
        if (ids.Count > MostAtOnce)
        {
            throw BodyMembers.Wrong("ids", $"At most {MostAtOnce} at once.");
        }

        List<Guid> known = [.. ids.Select(static text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];
        return ElsaJson.Answer(new { DeletedCount = (await search.DeleteAsync(call.TenantId, known, cancellationToken)).Count });
    }

    private static async Task CancelAllAsync(IEnumerable<Guid> ids, WorkflowEngine engine, CallContext call, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await engine.CommandAsync(
                call.TenantId, id, new OperatorCommand { Action = OperatorAction.Cancel, RequestedBy = call.Actor.Name }, cancellationToken);
        }
    }
}
