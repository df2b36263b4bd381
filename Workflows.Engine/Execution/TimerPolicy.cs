namespace Workflows.Engine.Execution;

/// <summary>What happens to a timer that fires late, such as after an outage.</summary>
/// <param name="CatchUp">The rule.</param>
/// <param name="Tolerance">Lateness from which <see cref="TimerCatchUp.SkipIfLaterThan"/> skips.</param>
public sealed record TimerPolicy(TimerCatchUp CatchUp, TimeSpan Tolerance = default)
{
    /// <summary>Fires once, however late.</summary>
    public static TimerPolicy FireOnceNow { get; } = new(TimerCatchUp.FireOnceNow);
}
