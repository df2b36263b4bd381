namespace Workflows.Engine.Management;

/// <summary>What a save or a publication left.</summary>
/// <param name="Definition">The version.</param>
/// <param name="AlreadyPublished">Whether it was published before, so that nothing was done.</param>
/// <param name="UpdatedConsumers">Definitions that were moved to the new version because they use this one.</param>
public sealed record PublishResult(StoredDefinition Definition, bool AlreadyPublished, IReadOnlyList<string> UpdatedConsumers);
