using System.Text.Json.Nodes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Management;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>Changes definitions for the caller of the request, and shows the result as Elsa does.</summary>
internal sealed class DefinitionDesk(
    DefinitionLibrary library, DefinitionMaterializer materializer, CallContext call, CodeExpressionGate gate)
{
    public DefinitionLibrary Library => library;

    public async Task<StoredDefinition> SaveAsync(HttpContext context, JsonObject model, bool keepId, CancellationToken cancellationToken)
    {
        await gate.CheckAsync(context, model, cancellationToken);
        return await library.SaveAsync(call.TenantId, model, call.Actor.Name, keepId, cancellationToken);
    }

    public async Task<JsonObject> PublishAsync(string definitionId, CancellationToken cancellationToken) =>
        await SavedAsync(
            await library.PublishAsync(call.TenantId, definitionId, call.Actor.Name, cancellationToken)
                ?? throw new ProblemException(Problem.NotFound("workflow definition")),
            cancellationToken);

    public async Task<JsonObject> SavedAsync(PublishResult result, CancellationToken cancellationToken) => new()
    {
        ["workflowDefinition"] = await FullAsync(result.Definition, cancellationToken),
        ["alreadyPublished"] = result.AlreadyPublished,
        ["consumingWorkflowCount"] = result.UpdatedConsumers.Count,
    };

    public async Task<JsonObject> FullAsync(StoredDefinition definition, CancellationToken cancellationToken) =>
        DefinitionView.Full(definition, await materializer.RegistryAsync(call.TenantId, cancellationToken), canEdit: true);
}
