using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>A start and what it gave this worker to do.</summary>
/// <param name="Result">What became of the start.</param>
/// <param name="FollowUps">Further work for this worker.</param>
internal sealed record BurstOutcome(StartResult Result, IReadOnlyList<WorkItem> FollowUps);
