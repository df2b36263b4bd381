using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Waits for an event, or starts the workflow when one comes. The result is the event's payload.</summary>
[Activity("Elsa", "Primitives", "Wait for an event to be published.")]
public class Event : Trigger<object>
{
    /// <summary>Key of the payload in the input that resumes or starts.</summary>
    public const string EventInputWorkflowInputKey = "__EventPayloadWorkflowInput";

    internal Event()
        : this(new Input<string>(string.Empty), null, null)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(string eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(Func<string> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(Func<ExpressionExecutionContext, string> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(eventName), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(Variable<string> variable, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(variable), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(Literal<string> literal, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(literal), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Event(Input<string> eventName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => EventName = eventName;

    /// <summary>Name of the event.</summary>
    [Input(Description = "The name of the event to listen for.")]
    public Input<string> EventName { get; set; }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context)
    {
        context.TriggerName = EventStimulus.Name;
        return new EventStimulus(context.Get(EventName)!);
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return OnReceivedAsync(context);
        }

        context.WaitForEvent(context.Get(EventName)!, OnReceivedAsync);
        return default;
    }

    private ValueTask OnReceivedAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.GetEventInput());
        return context.CompleteActivityAsync();
    }
}
