namespace Workflows.Engine.Execution;

/// <summary>Called on the owner when a child completed. A method of the owner: the state remembers its name.</summary>
public delegate ValueTask ActivityCompletionCallback(ActivityCompletedContext context);
