namespace Workflows.Server.Scheduling;

/// <summary>Who makes schedules fire.</summary>
/// <param name="Simulated">True: whoever moves the simulated clock; false: Quartz.</param>
public sealed record SchedulingMode(bool Simulated);
