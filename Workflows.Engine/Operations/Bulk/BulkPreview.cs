namespace Workflows.Engine.Operations.Bulk;

/// <summary>What a bulk command would do at this moment.</summary>
/// <param name="Count">How many incidents (retry, skip) or instances (cancel) it concerns.</param>
/// <param name="Most">How many one command may concern at the most.</param>
/// <param name="Sample">Some of them, the oldest first.</param>
public sealed record BulkPreview(long Count, int Most, IReadOnlyList<BulkTarget> Sample);
