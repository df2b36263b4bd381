namespace Workflows.Engine.Authoring;

/// <summary>An activity that a flowchart starts with.</summary>
public interface IStartNode;
