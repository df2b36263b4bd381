using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Waits for a span of time.</summary>
[Activity("Elsa", "Scheduling", "Delay execution for the specified amount of time.")]
public class Delay : Activity
{
    /// <summary>Creates the activity.</summary>
    public Delay([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => TimeSpan = new Input<TimeSpan>(System.TimeSpan.Zero);

    /// <summary>Creates the activity.</summary>
    public Delay(Func<ExpressionExecutionContext, TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<TimeSpan>(timeSpan), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Delay(
        Func<ExpressionExecutionContext, ValueTask<TimeSpan>> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<TimeSpan>(timeSpan), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Delay(Input<TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => TimeSpan = timeSpan;

    /// <summary>Creates the activity.</summary>
    public Delay(TimeSpan timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<TimeSpan>(timeSpan), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Delay(Variable<TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<TimeSpan>(timeSpan), source, line)
    {
    }

    /// <summary>How long to wait.</summary>
    [Input(DisplayName = "Duration", Description = "The amount of time to delay execution.")]
    public Input<TimeSpan> TimeSpan { get; set; }

    /// <summary>A delay.</summary>
    public static Delay FromMilliseconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(System.TimeSpan.FromMilliseconds(value), source, line);

    /// <summary>A delay.</summary>
    public static Delay FromSeconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(System.TimeSpan.FromSeconds(value), source, line);

    /// <summary>A delay.</summary>
    public static Delay FromMinutes(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(System.TimeSpan.FromMinutes(value), source, line);

    /// <summary>A delay.</summary>
    public static Delay FromHours(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(System.TimeSpan.FromHours(value), source, line);

    /// <summary>A delay.</summary>
    public static Delay FromDays(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(System.TimeSpan.FromDays(value), source, line);

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.DelayFor(context.Get(TimeSpan));
}
