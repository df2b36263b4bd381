namespace Workflows.Engine.Execution;

/// <summary>End a wait.</summary>
/// <param name="BookmarkId">The wait.</param>
/// <param name="Input">What came, for this burst only.</param>
public sealed record ResumeCommand(string BookmarkId, IDictionary<string, object>? Input = null) : BurstCommand;
