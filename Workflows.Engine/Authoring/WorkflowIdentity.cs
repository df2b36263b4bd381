namespace Workflows.Engine.Authoring;

/// <summary>Identifies one version of a definition.</summary>
/// <param name="DefinitionId">Stable id of the definition.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="Id">Id of this version.</param>
/// <param name="TenantId">Owner; null: all tenants.</param>
public sealed record WorkflowIdentity(string DefinitionId, int Version, string Id, string? TenantId = null)
{
    /// <summary>Identity of a workflow that has no other.</summary>
    public static WorkflowIdentity VersionOne { get; } = new("Workflow", 1, "Workflow:1");
}
