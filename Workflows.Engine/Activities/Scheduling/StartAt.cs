using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Starts the workflow at an instant; inside a workflow, waits for it.</summary>
[Activity("Elsa", "Scheduling", "Trigger execution at a specific time in the future.")]
public class StartAt : Trigger
{
    /// <summary>Creates the activity.</summary>
    public StartAt([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(Input<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => DateTime = dateTime;

    /// <summary>Creates the activity.</summary>
    public StartAt(
        Func<ExpressionExecutionContext, DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(
        Func<ExpressionExecutionContext, ValueTask<DateTimeOffset>> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(Func<ValueTask<DateTimeOffset>> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(Func<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(DateTimeOffset dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public StartAt(Variable<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>The instant.</summary>
    [Input]
    public Input<DateTimeOffset> DateTime { get; set; } = null!;

    /// <summary>A start at an instant.</summary>
    public static StartAt From(DateTimeOffset value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new StartAtPayload(context.Get(DateTime));

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var instant = context.Get(DateTime);
        if (context.IsTriggerOfWorkflow() || instant <= context.WorkflowExecutionContext.UtcNow)
        {
            return context.CompleteActivityAsync();
        }

        context.AddWait(new CreateBookmarkArgs { BookmarkName = "Elsa.StartAt", Stimulus = new StartAtPayload(instant) }, instant);
        return default;
    }
}
