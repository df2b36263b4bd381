using System.Runtime.CompilerServices;
using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Primitives;

/// <summary>Publishes an event when the burst commits.</summary>
[Activity("Elsa", "Primitives", "Publishes an event.")]
public class PublishEvent : Activity
{
    /// <summary>Creates the activity.</summary>
    public PublishEvent([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Name of the event.</summary>
    [Input(Description = "The name of the event to publish.")]
    public Input<string> EventName { get; set; } = null!;

    /// <summary>Only waits of this correlation id hear it; none: all.</summary>
    [Input(Description = "The correlation ID to scope the event to.")]
    public Input<string?> CorrelationId { get; set; } = null!;

    /// <summary>Whether only this instance hears it.</summary>
    [Input(DisplayName = "Local event", Description = "Whether the event should be published to the current workflow instance only.")]
    public Input<bool> IsLocalEvent { get; set; } = null!;

    /// <summary>What the event carries.</summary>
    [Input(Description = "The payload to publish.")]
    public Input<object?> Payload { get; set; } = null!;

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var isLocal = context.Get(IsLocalEvent);
        var payload = context.Get(Payload);
        var correlationId = context.Get(CorrelationId);
        context.WorkflowExecutionContext.Effects.Add(new PublishEventEffect(
            context.Get(EventName) ?? throw new InvalidOperationException("An event needs a name."),
            string.IsNullOrEmpty(correlationId) ? null : correlationId,
            isLocal ? context.WorkflowExecutionContext.Id : null,
            ActivityInstanceId: null,
            payload is null ? null : JsonSerializer.Serialize(payload, payload.GetType(), ValueConverter.Json),
            isLocal));
        return context.CompleteActivityAsync();
    }
}
