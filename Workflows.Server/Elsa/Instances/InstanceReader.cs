using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Operations;
using Workflows.Engine.State;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Instances;

/// <summary>Reads instances in the form of Elsa's API.</summary>
internal sealed class InstanceReader(InstanceSearch search, InstanceQueries queries, IWorkflowCatalog catalog)
{
    /// <summary>The row of an instance; a 404 when the tenant has none.</summary>
    public async Task<(InstanceRow Row, byte[] State)> RequireAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        await search.FindAsync(tenantId, id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("workflow instance"));

    /// <summary>What happened in it.</summary>
    public async Task<InstanceHistory> HistoryAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var (row, _) = await RequireAsync(tenantId, id, cancellationToken);
        return await InstanceHistory.ReadAsync(queries, catalog, tenantId, row, cancellationToken);
    }

    /// <summary>The whole instance.</summary>
    public async Task<JsonObject> FullAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var (row, state) = await RequireAsync(tenantId, id, cancellationToken);
        var json = Summary(row);
        json["isExecuting"] = row.SubStatus is WorkflowSubStatus.Executing;
        json["isSystem"] = false;
        json["workflowState"] = await StateAsync(row, state, cancellationToken);
        return json;
    }

    /// <summary>Elsa's workflow state.</summary>
    public async Task<JsonObject> StateAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var (row, state) = await RequireAsync(tenantId, id, cancellationToken);
        return await StateAsync(row, state, cancellationToken);
    }

    /// <summary>The instance as its state restores it; null: this process cannot compile the definition version.</summary>
    public async Task<WorkflowExecutionContext?> RestoreAsync(InstanceRow row, byte[] state, CancellationToken cancellationToken) =>
        await catalog.LoadVersionAsync(row.DefinitionVersionId, cancellationToken) is { } graph ? WorkflowStateSerializer.Restore(graph, state) : null;

    /// <summary>A row of the list.</summary>
    public static JsonObject Summary(InstanceRow row) => new()
    {
        ["id"] = row.Id.ToString(),
        ["definitionId"] = row.DefinitionId,
        ["definitionVersionId"] = row.DefinitionVersionId,
        ["version"] = row.Version,
        ["parentWorkflowInstanceId"] = row.ParentId?.ToString(),
        ["status"] = row.Status.ToString(),
        ["subStatus"] = row.SubStatus.ToString(),
        ["correlationId"] = row.CorrelationId,
        ["name"] = row.Name,
        ["incidentCount"] = row.IncidentCount,
        ["isSystem"] = false,
        ["createdAt"] = row.CreatedAt,
        ["updatedAt"] = row.UpdatedAt,
        ["finishedAt"] = row.FinishedAt,
    };

    private async Task<JsonObject> StateAsync(InstanceRow row, byte[] state, CancellationToken cancellationToken)
    {
        var json = new JsonObject
        {
            ["id"] = row.Id.ToString(),
            ["definitionId"] = row.DefinitionId,
            ["definitionVersionId"] = row.DefinitionVersionId,
            ["definitionVersion"] = row.Version,
            ["correlationId"] = row.CorrelationId,
            ["parentWorkflowInstanceId"] = row.ParentId?.ToString(),
            ["name"] = row.Name,
            ["status"] = row.Status.ToString(),
            ["subStatus"] = row.SubStatus.ToString(),
            ["bookmarks"] = new JsonArray(),
            ["incidents"] = new JsonArray(),
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = new JsonArray(),
            ["input"] = new JsonObject(),
            ["output"] = new JsonObject(),
            ["properties"] = new JsonObject(),
            ["createdAt"] = row.CreatedAt,
            ["updatedAt"] = row.UpdatedAt,
            ["finishedAt"] = row.FinishedAt,
        };
        if (await RestoreAsync(row, state, cancellationToken) is not { } context)
        {
            return json;
        }

        json["bookmarks"] = List(context.Bookmarks.Select(b => Bookmark(b, row.Id)));
        json["incidents"] = List(context.Incidents.Select(static i => ToJson(new
        {
            i.ActivityId,
            i.ActivityNodeId,
            i.ActivityType,
            i.Message,
            i.Exception,
            i.Timestamp,
        })));
        json["input"] = Map(context.Input);
        json["output"] = Map(context.Output);
        json["properties"] = Map(context.Properties);
        json["activityExecutionContexts"] = Contexts(context);
        return json;
    }

    // A finished instance has no live run; the root is still what the viewer asks for.
    private static JsonArray Contexts(WorkflowExecutionContext context)
    {
        var contexts = List(context.ActivityExecutionContexts.Select(static run => ToJson(new
        {
            run.Id,
            ParentContextId = run.ParentActivityExecutionContext?.Id,
            ScheduledActivityNodeId = run.NodeId,
            OwnerActivityNodeId = run.ParentActivityExecutionContext?.NodeId,
            Status = run.Status.ToString(),
            run.StartedAt,
            Properties = Map(run.Properties),
            ActivityState = Map(run.ActivityState),
            DynamicVariables = Array.Empty<object>(),
        })));
        if (contexts.Count == 0)
        {
            var root = context.WorkflowGraph.Root;
            contexts.Add(ToJson(new
            {
                Id = $"{context.InstanceId:N}-1",
                ParentContextId = (string?)null,
                ScheduledActivityNodeId = root.NodeId,
                OwnerActivityNodeId = (string?)null,
                Properties = new JsonObject(),
                ActivityState = (object?)null,
                DynamicVariables = Array.Empty<object>(),
            }));
        }

        return contexts;
    }

    private static JsonNode? Bookmark(Bookmark b, Guid instanceId) => ToJson(new
    {
        b.Id,
        Token = BookmarkResumer.TokenOf(instanceId, b),
        b.Name,
        b.Hash,
        Payload = b.Payload is null ? null : ToJson(b.Payload),
        b.ActivityId,
        b.ActivityNodeId,
        b.ActivityInstanceId,
        b.CreatedAt,
        b.AutoBurn,
        b.CallbackMethodName,
        b.Metadata,
        b.DueAt,
        b.WaitingFor,
    });

    public static JsonObject Map(IEnumerable<KeyValuePair<string, object>> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = ToJson(value);
        }

        return json;
    }

    /// <summary>A value as JSON; its type's name when it has no JSON form.</summary>
    public static JsonNode? ToJson(object? value)
    {
        try
        {
            return value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), value.GetType().Namespace?.StartsWith("Workflows.Server", StringComparison.Ordinal) is true or null ? ElsaJson.Options : ValueConverter.Json);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException)
        {
            return $"({value!.GetType().Name})";
        }
    }

    private static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);
}
