using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Definitions as files.</summary>
internal static class ExportEndpoints
{
    private const string ZipName = "workflow-definitions.zip";

    public static void Map(RouteGroupBuilder api)
    {
        var read = api.MapGroup(string.Empty).RequireAuthorization(Policies.WorkflowsRead);
        read.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync);
        read.MapPost("/bulk-actions/export/workflow-definitions", BulkExportAsync);
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, HttpContext context, DefinitionStore store, DefinitionLibrary library, CallContext call, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context);
        var found = await DefinitionReadEndpoints.RequireAsync(store, call, definitionId, query.Versions(DefinitionVersions.Latest), cancellationToken);
        if (query.Flag("includeConsumingWorkflows") == true)
        {
            var all = await WithConsumersAsync([found], store, library, call, cancellationToken);
            return Results.File(DefinitionFiles.Zip(all), "application/zip", ZipName);
        }

        return Results.File(DefinitionFiles.Bytes(found), "application/json", DefinitionFiles.NameOf(found));
    }

    private static async Task<IResult> BulkExportAsync(
        HttpContext context, DefinitionStore store, DefinitionLibrary library, CallContext call, CancellationToken cancellationToken)
    {
        var body = await ElsaJson.ReadAsync(context);
        var ids = body.Texts("ids");
        var found = ids.Count == 0 ? [] : await store.ReadAsync(call.TenantId, new DefinitionFilter { Ids = ids, Limit = 10_000 }, cancellationToken);
        if (found.Count == 0)
        {
            throw new ProblemException(Problem.NotFound("workflow definition version"));
        }

        if (body.Flag("includeConsumingWorkflows") == true)
        {
            found = await WithConsumersAsync(found, store, library, call, cancellationToken);
        }

        return Results.File(DefinitionFiles.Zip(found), "application/zip", ZipName);
    }

    private static async Task<IReadOnlyList<StoredDefinition>> WithConsumersAsync(
        IReadOnlyList<StoredDefinition> definitions, DefinitionStore store, DefinitionLibrary library, CallContext call, CancellationToken cancellationToken)
    {
        var all = definitions.ToDictionary(static d => d.DefinitionId, StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            foreach (var consumer in await library.ConsumersAsync(call.TenantId, definition.DefinitionId, cancellationToken) ?? [])
            {
                if (!all.ContainsKey(consumer) && await store.FindAsync(call.TenantId, consumer, DefinitionVersions.Latest, cancellationToken) is { } found)
                {
                    all.Add(consumer, found);
                }
            }
        }

        return [.. all.Values];
    }
}
