namespace Workflows.Server.Simulation;

/// <summary>What happened while the clock was moved.</summary>
/// <param name="From">Where it stood.</param>
/// <param name="Now">Where it stands.</param>
/// <param name="Target">Where it was to go.</param>
/// <param name="Reached">Whether it got there; otherwise the same call again goes on.</param>
/// <param name="Stopped">Why it did not; null when it did.</param>
/// <param name="Steps">Instants it stopped at.</param>
/// <param name="TimersFired">Timers of processes that became due.</param>
/// <param name="SchedulesFired">How many firings of workflow schedules there were.</param>
/// <param name="Firings">The first thousand of them.</param>
/// <param name="Next">What lies ahead.</param>
public sealed record AdvanceReport(
    DateTimeOffset From, DateTimeOffset Now, DateTimeOffset Target, bool Reached, string? Stopped, int Steps, int TimersFired,
    int SchedulesFired, IReadOnlyList<SimulatedFiring> Firings, NextInstants Next);
