namespace Workflows.Engine.Definitions;

/// <summary>Names a definition: by its stable id and a version, or by the id of one version.</summary>
public sealed record WorkflowDefinitionHandle
{
    /// <summary>Stable id of the definition.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which version; null: the published one.</summary>
    public VersionOptions? VersionOptions { get; init; }

    /// <summary>Id of one version.</summary>
    public string? DefinitionVersionId { get; init; }

    /// <summary>By stable id.</summary>
    public static WorkflowDefinitionHandle ByDefinitionId(string definitionId, VersionOptions? versionOptions = null) =>
        new() { DefinitionId = definitionId, VersionOptions = versionOptions };

    /// <summary>By the id of one version.</summary>
    public static WorkflowDefinitionHandle ByDefinitionVersionId(string definitionVersionId) => new() { DefinitionVersionId = definitionVersionId };
}
