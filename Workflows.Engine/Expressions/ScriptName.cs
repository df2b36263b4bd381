namespace Workflows.Engine.Expressions;

/// <summary>A variable, input or argument that a script sees by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type; object: anything.</param>
public readonly record struct ScriptName(string Name, Type Type);
