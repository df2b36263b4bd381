using System.Runtime.CompilerServices;
using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Asks somebody outside to do a task and waits for the report. The result is what was reported.</summary>
[Activity("Elsa", "Primitives", "Requests a given task to be run.")]
public class RunTask : Activity<object>
{
    /// <summary>Key of the report in the input that resumes.</summary>
    public const string InputKey = "RunTaskInput";

    internal RunTask()
        : this(new Input<string>(string.Empty), null, null)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(MemoryBlockReference output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Output<object>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(string taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Func<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Func<ExpressionExecutionContext, string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Variable<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>((Variable)taskName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Literal<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public RunTask(Input<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => TaskName = taskName;

    /// <summary>Name of the task.</summary>
    [Input(Description = "The name of the task being requested.")]
    public Input<string> TaskName { get; set; } = null!;

    /// <summary>What the task needs.</summary>
    [Input(Description = "Any additional parameters to send to the task.")]
    public Input<IDictionary<string, object>?> Payload { get; set; } = null!;

    /// <summary>Id to report the task under.</summary>
    [Output(Description = "The ID of the task.")]
    public Output<string>? TaskId { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var taskName = context.Get(TaskName) ?? string.Empty;
        var taskId = Guid.CreateVersion7().ToString("N");
        var payload = context.Get(Payload);
        context.Set(TaskId, taskId);
        context.AddWait(
            new CreateBookmarkArgs
            {
                BookmarkName = RunTaskStimulus.Name,
                Stimulus = new RunTaskStimulus(taskId, taskName),
                Callback = OnReportedAsync,
                IncludeActivityInstanceId = false,
            },
            dueAt: null,
            $"task {taskName}");
        context.WorkflowExecutionContext.Effects.Add(
            new TaskRequestedEffect(taskId, taskName, payload is null ? null : JsonSerializer.Serialize(payload, ValueConverter.Json)));
        return default;
    }

    private ValueTask OnReportedAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.WorkflowInput.TryGetValue(InputKey, out var report) ? report : null);
        return context.CompleteActivityAsync();
    }
}
