using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Activities;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Bursts;
using Workflows.Server.Access;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Processes;

/// <summary><c>/api/processes/definitions</c>: what can be started, and stopping a definition for a while.</summary>
internal static class DefinitionEndpoints
{
    public static void MapDefinitions(this IEndpointRouteBuilder routes)
    {
        var definitions = routes.MapGroup("/api/processes/definitions").WithTags("processes");
        definitions.MapGet("/", List).RequireAuthorization(Policies.Staff).WithSummary("Published definitions.");
        definitions.MapPost("/{definition}/pause", PauseAsync).RequireAuthorization(Policies.Admin)
            .WithSummary("Stops the definition's instances from being driven, and refuses new starts.");
        definitions.MapPost("/{definition}/resume", ResumeAsync).RequireAuthorization(Policies.Admin)
            .WithSummary("Lets a paused definition go on; parked work runs at once.");
    }

    private static Ok<IReadOnlyList<DefinitionView>> List(WorkflowCatalog catalog, CallContext call) =>
        TypedResults.Ok<IReadOnlyList<DefinitionView>>([.. catalog.Published
            .Select(static graph => graph.Workflow.Identity.DefinitionId)
            .Distinct(StringComparer.Ordinal)
            .Select(id => catalog.Find(id, null, call.TenantId)?.Workflow)
            .OfType<Workflow>()
            .Select(static workflow => new DefinitionView(
                workflow.Identity.DefinitionId, workflow.Identity.Version, workflow.WorkflowMetadata.Name,
                workflow.WorkflowMetadata.Description))
            .OrderBy(static view => view.Id, StringComparer.Ordinal)]);

    private static async Task<NoContent> PauseAsync(
        string definition, WorkflowEngine engine, IWorkflowCatalog catalog, CallContext call, CancellationToken cancellationToken)
    {
        RequireKnown(definition, catalog, call);
        await engine.PauseDefinitionAsync(call.TenantId, definition, call.Actor.Name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync(
        string definition, WorkflowEngine engine, IWorkflowCatalog catalog, CallContext call, CancellationToken cancellationToken)
    {
        RequireKnown(definition, catalog, call);
        await engine.ResumeDefinitionAsync(call.TenantId, definition, cancellationToken);
        return TypedResults.NoContent();
    }

    private static void RequireKnown(string definition, IWorkflowCatalog catalog, CallContext call)
    {
        if (catalog.Find(definition, null, call.TenantId) is null)
        {
            throw new ProblemException(Problem.NotFound("process definition"));
        }
    }

    private sealed record DefinitionView(string Id, int Version, string? Name, string? Description);
}
