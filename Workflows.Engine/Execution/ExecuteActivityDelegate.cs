namespace Workflows.Engine.Execution;

/// <summary>Runs or resumes an activity. A method of the activity: bookmarks remember its name.</summary>
public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);
