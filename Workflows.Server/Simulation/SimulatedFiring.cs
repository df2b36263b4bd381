using Workflows.Server.Scheduling;

namespace Workflows.Server.Simulation;

/// <summary>A firing of a schedule while the clock was moved.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="DueAt">The slot.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it did not fire in time; null when it did.</param>
public sealed record SimulatedFiring(string Schedule, DateTimeOffset DueAt, FiringStatus Status, string? Reason);
