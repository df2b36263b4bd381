using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Counts and runs its body for each number. The number is the variable "CurrentValue" inside.</summary>
[Activity("Elsa", "Looping", "Iterate over a sequence of steps between a start and an end number.")]
public class For : Activity
{
    private const string NextKey = "Next";
    private readonly ActivityCompletionCallback _onBodyCompleted;

    /// <summary>Creates the activity.</summary>
    public For([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        OnSignalReceived<BreakSignal>(LoopBreaking.OnBreakAsync);
        _onBodyCompleted = OnBodyCompletedAsync;
    }

    /// <summary>Creates the activity.</summary>
    public For(int start, int end, int step = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line)
    {
        Start = new Input<int>(start);
        End = new Input<int>(end);
        Step = new Input<int>(step);
    }

    /// <summary>First number. Default: 0.</summary>
    [Input(Description = "The value to start at.")]
    public Input<int> Start { get; set; } = new(0);

    /// <summary>Last number. Default: 0.</summary>
    [Input(Description = "The value to end at.")]
    public Input<int> End { get; set; } = new(0);

    /// <summary>Distance of the numbers; below zero counts down. Default: 1.</summary>
    [Input(Description = "The step size.")]
    public Input<int> Step { get; set; } = new(1);

    /// <summary>Whether <see cref="End"/> itself is counted. Default: true.</summary>
    [Input(Description = "Controls whether the end number is upper/lowerbound inclusive or exclusive.", DefaultValue = true)]
    public Input<bool> OuterBoundInclusive { get; set; } = new(literal: true);

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>Where the number goes.</summary>
    [Output]
    public Output<object?>? CurrentValue { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.Get(Step) == 0)
        {
            throw new InvalidOperationException("A count needs a step other than zero.");
        }

        return NextAsync(context, context.Get(Start));
    }

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) =>
        NextAsync(context.TargetContext, context.TargetContext.GetProperty<int>(NextKey));

    private ValueTask NextAsync(ActivityExecutionContext context, int value)
    {
        var (end, step, inclusive) = (context.Get(End), context.Get(Step), context.Get(OuterBoundInclusive));
        var goesOn = step > 0
            ? value < end || (inclusive && value == end)
            : value > end || (inclusive && value == end);
        if (!goesOn || Body is null)
        {
            return context.CompleteActivityAsync();
        }

        context.SetProperty(NextKey, value + step);
        context.Set(CurrentValue, value);
        return context.ScheduleActivityAsync(Body, _onBodyCompleted, tag: null, LoopVariables.Of(context, value, index: null));
    }
}
