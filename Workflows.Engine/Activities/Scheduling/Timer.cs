using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Starts the workflow in intervals; inside a workflow, waits for one interval.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval.")]
public class Timer : TimerBase
{
    /// <summary>Creates the activity.</summary>
    public Timer([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Timer(TimeSpan interval, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<TimeSpan>(interval), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Timer(Input<TimeSpan> interval, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Interval = interval;

    /// <summary>Time between two firings. Default: one minute.</summary>
    [Input(Description = "The interval at which the timer should execute.", DefaultValue = "00:01:00")]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>A timer.</summary>
    public static Timer FromTimeSpan(TimeSpan value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <summary>A timer.</summary>
    public static Timer FromSeconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(TimeSpan.FromSeconds(value), source, line);

    /// <inheritdoc />
    protected override TimeSpan GetInterval(ExpressionExecutionContext context) => context.Get(Interval);
}
