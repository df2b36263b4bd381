namespace Workflows.Engine.Authoring;

/// <summary>Texts of a definition for people.</summary>
/// <param name="Name">Name.</param>
/// <param name="Description">Description.</param>
/// <param name="CreatedAt">When this version was made.</param>
/// <param name="ToolVersion">Version of the tool that wrote it.</param>
public sealed record WorkflowMetadata(
    string? Name = null, string? Description = null, DateTimeOffset CreatedAt = default, Version? ToolVersion = null);
