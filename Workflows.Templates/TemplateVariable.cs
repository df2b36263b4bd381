namespace Workflows.Templates;

/// <summary>A variable a template expects of its model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Line it is read on, from 1.</param>
/// <param name="Column">Column it is read at, from 1.</param>
public sealed record TemplateVariable(string Name, int Line, int Column);
