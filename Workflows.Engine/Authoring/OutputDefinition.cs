namespace Workflows.Engine.Authoring;

/// <summary>Declares an output of a workflow.</summary>
public sealed class OutputDefinition : ArgumentDefinition;
