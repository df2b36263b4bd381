using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Runs a function.</summary>
[Activity("Elsa", "Primitives", "Evaluate a delegate.")]
[Browsable(false)]
public class Inline : CodeActivity
{
    private readonly Func<ActivityExecutionContext, ValueTask> _activity = _ => default;

    /// <summary>Creates a step that does nothing.</summary>
    public Inline([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates a step.</summary>
    public Inline(Func<ActivityExecutionContext, ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _activity = activity;

    /// <summary>Creates a step.</summary>
    public Inline(Func<ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => activity(), source, line)
    {
    }

    /// <summary>Creates a step.</summary>
    public Inline(Action<ActivityExecutionContext> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(
            context =>
            {
                activity(context);
                return default;
            },
            source,
            line)
    {
    }

    /// <summary>Creates a step.</summary>
    public Inline(Action activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => activity(), source, line)
    {
    }

    /// <summary>Creates a step.</summary>
    public static Inline From(Func<ActivityExecutionContext, ValueTask> activity) => new(activity);

    /// <summary>Creates a step.</summary>
    public static Inline From(Func<ValueTask> activity) => new(activity);

    /// <summary>Creates a step.</summary>
    public static Inline From(Action<ActivityExecutionContext> activity) => new(activity);

    /// <summary>Creates a step.</summary>
    public static Inline From(Action activity) => new(activity);

    /// <summary>Creates a step with a result.</summary>
    public static Inline<T> From<T>(Func<ActivityExecutionContext, ValueTask<T>> activity) => new(activity);

    /// <summary>Creates a step with a result.</summary>
    public static Inline<T> From<T>(Func<ValueTask<T>> activity) => new(activity);

    /// <summary>Creates a step with a result.</summary>
    public static Inline<T> From<T>(Func<ActivityExecutionContext, T> activity) => new(activity);

    /// <summary>Creates a step with a result.</summary>
    public static Inline<T> From<T>(Func<T> activity) => new(activity);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => _activity(context);
}

/// <summary>Runs a function with a result.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public class Inline<T> : CodeActivity<T>
{
    private readonly Func<ActivityExecutionContext, ValueTask<T>> _activity;

    /// <summary>Creates a step.</summary>
    public Inline(
        Func<ActivityExecutionContext, ValueTask<T>> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null)
        : base(output, source, line) => _activity = activity;

    /// <summary>Creates a step.</summary>
    public Inline(
        Func<ValueTask<T>> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => activity(), output, source, line)
    {
    }

    /// <summary>Creates a step.</summary>
    public Inline(
        Func<ActivityExecutionContext, T> activity,
        MemoryBlockReference? output = null,
        [CallerFilePath] string? source = null,
        [CallerLineNumber] int? line = null)
        : this(context => new ValueTask<T>(activity(context)), output, source, line)
    {
    }

    /// <summary>Creates a step.</summary>
    public Inline(
        Func<T> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => new ValueTask<T>(activity()), output, source, line)
    {
    }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => context.Set(Result, await _activity(context));
}
