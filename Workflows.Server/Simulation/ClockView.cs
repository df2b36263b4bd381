namespace Workflows.Server.Simulation;

/// <summary>The server's clock as the API shows it.</summary>
/// <param name="Now">What time it is for the processes.</param>
/// <param name="Simulated">Whether administrators move it.</param>
/// <param name="Next">What lies ahead; null on real time.</param>
internal sealed record ClockView(DateTimeOffset Now, bool Simulated, NextInstants? Next);
