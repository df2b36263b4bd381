using Workflows.Engine.Authoring;
using Workflows.Engine.Durability.Bursts;

namespace Workflows.Server.Bursts;

/// <summary>Compiles the processes written in C# before the engine begins to drive instances.</summary>
internal sealed partial class CatalogLoader(
    WorkflowCatalog catalog, IEnumerable<IWorkflow> workflows, ILogger<CatalogLoader> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var workflow in workflows)
        {
            var graph = await catalog.AddAsync(workflow, cancellationToken);
            Loaded(graph.Workflow.Identity.DefinitionId, graph.Workflow.Identity.Version);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded workflow {DefinitionId} version {Version}")]
    private partial void Loaded(string definitionId, int version);
}
