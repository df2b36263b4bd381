namespace Workflows.Templates.Functions;

/// <summary>A parameter of a function written in a template.</summary>
internal sealed record Parameter(string Name, Expression? Default, bool IsRest);
