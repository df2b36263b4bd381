namespace Workflows.Engine.Durability.Bursts;

/// <summary>Work that cannot go on without a person: it is parked and reported, not repeated.</summary>
internal sealed class ParkedException(string message) : Exception(message);
