using Microsoft.Extensions.Options;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Management;

namespace Workflows.Server.Bursts;

/// <summary>
/// Compiles what can run before the engine begins to drive instances: the processes in C#, the files of designer-exports, and what is
/// published in the database.
/// </summary>
internal sealed partial class CatalogLoader(
    WorkflowCatalog catalog, IEnumerable<IWorkflow> workflows, OriginDefinitions origins, DefinitionLoader definitions,
    IOptions<DesignerExportOptions> options, ILogger<CatalogLoader> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var code = new List<WorkflowGraph>();
        foreach (var workflow in workflows)
        {
            var graph = await catalog.AddAsync(workflow, cancellationToken);
            code.Add(graph);
            Loaded(graph.Workflow.Identity.DefinitionId, graph.Workflow.Identity.Version);
        }

        foreach (var (file, problem) in await origins.LoadAsync(code, options.Value.Directory, cancellationToken))
        {
            Skipped(file, problem);
        }

        await definitions.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded workflow {DefinitionId} version {Version}")]
    private partial void Loaded(string definitionId, int version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The definition file {File} is skipped: {Problem}")]
    private partial void Skipped(string file, string problem);
}
