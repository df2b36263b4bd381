using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Runs its body for each item, one after another.</summary>
[Activity("Elsa", "Looping", "Iterate over a set of items.")]
public class ForEach : ForEach<object>
{
    /// <summary>Creates the activity.</summary>
    public ForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(
        Func<ExpressionExecutionContext, ICollection<object>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(@delegate, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(ICollection<object> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(items, source, line)
    {
    }
}

/// <summary>Runs its body for each item, one after another. The item is the variable "CurrentValue" inside, its position "CurrentIndex".</summary>
/// <typeparam name="T">Type of the items.</typeparam>
[Activity("Elsa", "Looping", "Iterate over a set of items.")]
public class ForEach<T> : Activity
{
    private readonly ActivityCompletionCallback _onBodyCompleted;

    /// <summary>Creates the activity.</summary>
    public ForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        OnSignalReceived<BreakSignal>(LoopBreaking.OnBreakAsync);
        _onBodyCompleted = OnBodyCompletedAsync;
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(
        Func<ExpressionExecutionContext, ICollection<T>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<ICollection<T>>(@delegate), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(Func<ICollection<T>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<ICollection<T>>(@delegate), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(ICollection<T> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<ICollection<T>>(items), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ForEach(Input<ICollection<T>> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Items = items;

    /// <summary>The items; taken once, when the loop starts.</summary>
    [Input(Description = "The set of items to iterate.")]
    public Input<ICollection<T>> Items { get; set; } = new(new List<T>());

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>Where the item goes.</summary>
    [Output(Description = "Assign the current value to the specified variable.")]
    public Output<T>? CurrentValue { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => NextAsync(context.TargetContext);

    private ValueTask NextAsync(ActivityExecutionContext context)
    {
        var items = context.Get(Items);
        var position = context.Position;
        if (Body is null || items is null || position >= items.Count)
        {
            return context.CompleteActivityAsync();
        }

        var item = items is IList<T> list ? list[position] : items.ElementAt(position);
        context.Position = position + 1;
        context.Set(CurrentValue, item);
        return context.ScheduleActivityAsync(Body, _onBodyCompleted, tag: null, LoopVariables.Of(context, item, position));
    }
}
