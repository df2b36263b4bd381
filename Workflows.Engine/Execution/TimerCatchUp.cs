namespace Workflows.Engine.Execution;

/// <summary>Rules for late timers.</summary>
public enum TimerCatchUp
{
    /// <summary>Fire once as soon as possible.</summary>
    FireOnceNow = 0,

    /// <summary>Do not fire if it is later than the tolerance.</summary>
    SkipIfLaterThan = 1,

    /// <summary>Fire once for all missed instants.</summary>
    Coalesce = 2,
}
