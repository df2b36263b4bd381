namespace Workflows.Engine.Durability.Bursts;

/// <summary>A trigger activity of a published definition.</summary>
/// <param name="DefinitionId">The definition to start.</param>
/// <param name="Version">Its published version.</param>
/// <param name="ActivityId">The trigger activity to begin with.</param>
public sealed record TriggerMatch(string DefinitionId, int Version, string ActivityId);
