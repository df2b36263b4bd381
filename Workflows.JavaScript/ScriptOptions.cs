namespace Workflows.JavaScript;

/// <summary>Limits and environment of a <see cref="ScriptEngine"/>. Each limit holds for one evaluation.</summary>
public sealed class ScriptOptions
{
    internal static readonly ScriptOptions Default = new();

    /// <summary>
    /// The most steps an evaluation may take. A loop round, a call, or a small piece of work in a built-in is one step.
    /// Default 50 million; at least 1.
    /// </summary>
    public long MaxSteps { get; init; } = 50_000_000;

    /// <summary>
    /// The deepest nesting of script function calls; deeper ones throw a RangeError that the script can catch. The engine also stops before
    /// the thread's stack is used up, whatever this says. Default 1000; at least 1.
    /// </summary>
    public int MaxRecursion { get; init; } = 1000;

    /// <summary>
    /// The most bytes an evaluation may allocate for strings, arrays, objects and calls, garbage included. Default 64 MiB; at least 64 KiB.
    /// </summary>
    public long MaxMemoryBytes { get; init; } = 64L << 20;

    /// <summary>
    /// The longest wall time of an evaluation, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default 5 seconds.
    /// Checked every few hundred steps, so it is exceeded by milliseconds at most, except while a host function runs.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time of a single regular-expression match. Default 250 ms; never longer than what is left of <see cref="Timeout"/>.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The clock behind <c>Date.now()</c> and <c>new Date()</c>. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The time zone of local date functions. Default UTC, so that results do not depend on the server.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The source of <c>Math.random()</c>: a number from 0 inclusive to 1 exclusive. Default <see cref="System.Random.Shared"/>.</summary>
    public Func<double>? Random { get; init; }
}
