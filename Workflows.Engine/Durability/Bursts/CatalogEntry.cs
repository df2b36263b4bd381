using Workflows.Engine.Definitions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>A compiled definition version in the catalog.</summary>
/// <param name="Graph">The compiled workflow.</param>
/// <param name="Owner">The tenant it belongs to; null: all tenants.</param>
/// <param name="IsPublished">Whether new instances start on it.</param>
/// <param name="Triggers">What its trigger activities wait for.</param>
internal sealed record CatalogEntry(
    WorkflowGraph Graph, Guid? Owner, bool IsPublished, IReadOnlyList<(long Stimulus, TriggerMatch Match)> Triggers)
{
    public string DefinitionId => Graph.Workflow.Identity.DefinitionId;

    public string VersionId => Graph.Workflow.Identity.Id;

    public int Version => Graph.Workflow.Identity.Version;
}
