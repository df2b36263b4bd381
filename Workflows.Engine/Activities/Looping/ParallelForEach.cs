using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Runs its body for all items side by side.</summary>
[Activity("Elsa", "Looping", "Schedule an activity for each item in parallel.")]
public class ParallelForEach : ParallelForEach<object>
{
    /// <summary>Creates the activity.</summary>
    public ParallelForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }
}

/// <summary>Runs its body for all items side by side. The item is the variable "CurrentValue" inside, its position "CurrentIndex".</summary>
/// <typeparam name="T">Type of the items.</typeparam>
[Activity("Elsa", "Looping", "Schedule an activity for each item in parallel.")]
public class ParallelForEach<T> : Activity
{
    private const string PendingKey = "Pending";
    private readonly ActivityCompletionCallback _onBodyCompleted;

    /// <summary>Creates the activity.</summary>
    public ParallelForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        OnSignalReceived<BreakSignal>(LoopBreaking.OnBreakAsync);
        _onBodyCompleted = OnBodyCompletedAsync;
    }

    /// <summary>Creates the activity.</summary>
    public ParallelForEach(
        Func<ExpressionExecutionContext, ICollection<T>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(context => @delegate(context)), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ParallelForEach(Func<ICollection<T>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(_ => (object)@delegate()), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ParallelForEach(ICollection<T> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<object>(new Literal(items)), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ParallelForEach(Input<object> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Items = items;

    /// <summary>The items.</summary>
    [Input(Description = "The set of items to iterate.")]
    public Input<object> Items { get; set; } = new(new Literal(Array.Empty<T>()));

    /// <summary>What runs for each item.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = ValueConverter.To<List<T>>(context.Get(Items)) ?? [];
        if (items.Count == 0 || Body is null)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(PendingKey, items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            await context.ScheduleActivityAsync(Body, _onBodyCompleted, tag: null, LoopVariables.Of(context, items[index], index));
        }
    }

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context)
    {
        var pending = context.TargetContext.UpdateProperty<int>(PendingKey, count => count - 1);
        return pending == 0 ? context.TargetContext.CompleteActivityAsync() : default;
    }
}
