namespace Workflows.Engine.Management;

/// <summary>Something that is wrong with a definition.</summary>
/// <param name="Path">Where, such as <c>root.activities[3].text</c>.</param>
/// <param name="Message">What, for people.</param>
public sealed record DefinitionProblem(string Path, string Message);
