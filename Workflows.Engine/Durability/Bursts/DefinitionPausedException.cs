namespace Workflows.Engine.Durability.Bursts;

/// <summary>The definition is paused: the work is parked until it is resumed.</summary>
internal sealed class DefinitionPausedException() : Exception("The definition is paused.");
