namespace Workflows.Engine.Authoring;

/// <summary>An activity that ends the flowchart or sequence it stands in.</summary>
public interface ITerminalNode;
