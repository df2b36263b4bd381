namespace Workflows.Server.Simulation;

/// <summary>What lies ahead of the clock; null where nothing does.</summary>
/// <param name="Timer">The next timer of any process.</param>
/// <param name="Schedule">The next firing of a workflow's schedule.</param>
/// <param name="Mail">The next instant at which a waiting mail may leave.</param>
public sealed record NextInstants(DateTimeOffset? Timer, DateTimeOffset? Schedule, DateTimeOffset? Mail)
{
    /// <summary>The earliest of them.</summary>
    public DateTimeOffset? First => new[] { Timer, Schedule, Mail }.Min();
}
