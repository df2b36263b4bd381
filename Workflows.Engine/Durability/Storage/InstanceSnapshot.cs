namespace Workflows.Engine.Durability.Storage;

/// <summary>An instance's stored state.</summary>
/// <param name="Version">The version to fence the next write with.</param>
/// <param name="DefinitionVersionId">The definition version it runs.</param>
/// <param name="State">UTF-8 JSON.</param>
internal sealed record InstanceSnapshot(long Version, string DefinitionVersionId, ReadOnlyMemory<byte> State);
