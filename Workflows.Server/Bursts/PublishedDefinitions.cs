using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;

namespace Workflows.Server.Bursts;

/// <summary>Tells activities whether a definition can be started.</summary>
internal sealed class PublishedDefinitions(WorkflowCatalog catalog) : IWorkflowDefinitionFinder
{
    public async ValueTask<bool> ExistsAsync(WorkflowDefinitionHandle definition, CancellationToken cancellationToken) =>
        definition.DefinitionVersionId is { } version
            ? await catalog.LoadVersionAsync(version, cancellationToken) is not null
            : definition.DefinitionId is { } id && catalog.Published.Any(graph => graph.Workflow.Identity.DefinitionId == id);
}
