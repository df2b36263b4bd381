using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Workflows.Engine.Durability.Telemetry;

/// <summary>
/// What the engine tells of itself, for whoever listens: spans of bursts and commits, and measurements. Without a listener nothing is
/// measured.
/// </summary>
public static class EngineTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Workflows.Engine";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Spans { get; } = new(Name);

    internal static Histogram<double> BurstDuration { get; } = Meter.CreateHistogram<double>(
        "workflows.engine.burst.duration", "s", "From the begin of a burst until its commit.");

    internal static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>(
        "workflows.engine.commit.duration", "s", "One group commit, statements included.");

    internal static Histogram<int> CommitWrites { get; } = Meter.CreateHistogram<int>(
        "workflows.engine.commit.writes", "{write}", "Bursts and events in one group commit.");

    internal static Histogram<double> ClaimAge { get; } = Meter.CreateHistogram<double>(
        "workflows.engine.claim.age", "s", "How long a work item was free before this worker claimed it.");

    internal static Histogram<double> TimerLateness { get; } = Meter.CreateHistogram<double>(
        "workflows.engine.timer.lateness", "s", "From a timer's due instant until its burst begins.");

    internal static Counter<long> Incidents { get; } = Meter.CreateCounter<long>(
        "workflows.engine.incidents", "{incident}", "Faults that wait for an operator.");

    /// <summary>Whether anybody wants to know of bursts.</summary>
    internal static bool FollowsBursts => BurstDuration.Enabled || Spans.HasListeners();

    /// <summary>Tells how many instances there are by status, as far as anybody listens.</summary>
    internal static ObservableGauge<long> Instances(Func<IEnumerable<Measurement<long>>> observe) => Meter.CreateObservableGauge(
        "workflows.engine.instances", observe, "{instance}", "Instances by status, of all tenants and workers.");
}
