using System.Collections;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Activities.Composition;

/// <summary>Starts one child workflow for each item and, if wanted, waits until all have ended.</summary>
[FlowNode("Completed", "Canceled", "Done")]
[Activity("Elsa", "Composition", "Create new workflow instances for each item in the data source and dispatch them for execution.")]
public class BulkDispatchWorkflows : Activity
{
    private const string PendingKey = "Pending";
    private const string ChildrenKey = "Children";
    private readonly ActivityCompletionCallback _onPortCompleted;

    /// <summary>Creates the activity.</summary>
    public BulkDispatchWorkflows([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        _onPortCompleted = OnPortCompletedAsync;
        OnSignalReceived<CancelSignal>(OnCanceled);
    }

    /// <summary>The definition to start; its published version runs.</summary>
    [Input(DisplayName = "Workflow Definition", Description = "The definition ID of the workflows to dispatch.", UIHint = InputUIHints.WorkflowDefinitionPicker)]
    public Input<string> WorkflowDefinitionId { get; set; } = null!;

    /// <summary>The items; a dictionary becomes the child's input, anything else is put under <see cref="DefaultItemInputKey"/>.</summary>
    [Input(Description = "The data source to use for dispatching the workflows.")]
    public Input<object> Items { get; set; } = null!;

    /// <summary>Input key of items that are no dictionaries. Default: "Item".</summary>
    [Input(Description = "The default key to use for the input name when the item is not a dictionary.", DefaultValue = "Item")]
    public Input<string> DefaultItemInputKey { get; set; } = new("Item");

    /// <summary>Correlation id of a child; the expression sees the item as variable "Item".</summary>
    [Input(DisplayName = "Correlation ID Function", Description = "A function to compute the correlation ID of each workflow.", AutoEvaluate = false)]
    public Input<string?> CorrelationIdFunction { get; set; } = null!;

    /// <summary>Input of all children.</summary>
    [Input(Description = "The input to send to the workflows.")]
    public Input<IDictionary<string, object>?> Input { get; set; } = null!;

    /// <summary>Whether to wait until all children ended. Default: true.</summary>
    [Input(Description = "Wait for the dispatched workflows to complete before completing this activity.", DefaultValue = true)]
    public Input<bool> WaitForCompletion { get; set; } = new(literal: true);

    /// <summary>Kept for Elsa definitions.</summary>
    [Input(Category = "Open Telemetry")]
    public Input<bool> StartNewTrace { get; set; } = null!;

    /// <summary>Kept for Elsa definitions.</summary>
    [Input(DisplayName = "Channel", UIHint = InputUIHints.DropDown)]
    public Input<string?> ChannelName { get; set; } = null!;

    /// <summary>Runs each time a child finished.</summary>
    [Port]
    public IActivity? ChildCompleted { get; set; }

    /// <summary>Runs each time a child faulted.</summary>
    [Port]
    public IActivity? ChildFaulted { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var definitionId = context.Get(WorkflowDefinitionId);
        await ChildWorkflows.RequireAsync(context, definitionId);
        var wait = context.Get(WaitForCompletion);
        var children = new List<object>();
        foreach (var item in ItemsOf(context.Get(Items)))
        {
            var input = new Dictionary<string, object>(context.Get(Input) ?? new Dictionary<string, object>());
            if (item is IDictionary<string, object> members)
            {
                foreach (var (key, value) in members)
                {
                    input[key] = value;
                }
            }
            else
            {
                input[context.Get(DefaultItemInputKey) ?? "Item"] = item!;
            }

            var child = ChildWorkflows.Start(context, definitionId!, await CorrelateAsync(context, item), input, wait);
            children.Add(child.ToString());
            if (wait)
            {
                ChildWorkflows.Wait(context, child, definitionId!, OnChildFinishedAsync);
            }
        }

        if (!wait || children.Count == 0)
        {
            await context.CompleteActivityWithOutcomesAsync(wait ? ["Completed", "Done"] : ["Done"]);
            return;
        }

        context.SetProperty(ChildrenKey, children);
        context.SetProperty(PendingKey, children.Count);
    }

    private static IEnumerable<object?> ItemsOf(object? value) => value switch
    {
        null => [],
        string text => ValueConverter.To<List<object>>(text) ?? [],
        IDictionary single => [single],
        IEnumerable items => items.Cast<object?>(),
        _ => [value],
    };

    private async ValueTask<string?> CorrelateAsync(ActivityExecutionContext context, object? item)
    {
        if (CorrelationIdFunction is null)
        {
            return null;
        }

        context.SetVariable("Item", item);
        return await context.EvaluateAsync(CorrelationIdFunction);
    }

    private ValueTask OnChildFinishedAsync(ActivityExecutionContext context)
    {
        var child = context.WorkflowInput.TryGetValue(ChildFinishedStimulus.InstanceIdKey, out var id) ? id?.ToString() : null;
        var children = context.GetProperty<List<object>>(ChildrenKey) ?? [];
        children.Remove(child ?? string.Empty);
        var port = ChildWorkflows.SubStatusOf(context) == WorkflowSubStatus.Finished ? ChildCompleted : ChildFaulted;
        if (port is null)
        {
            return FinishedOneAsync(context);
        }

        var scope = $"{context.Number:x}.{context.WorkflowExecutionContext.LastNumber:x}";
        return context.ScheduleActivityAsync(
            port,
            _onPortCompleted,
            tag: null,
            [
                new Variable("ChildInstanceId", child, scope + ":child"),
                new Variable("ChildOutput", ChildWorkflows.OutputOf(context), scope + ":output"),
            ]);
    }

    private ValueTask OnPortCompletedAsync(ActivityCompletedContext context) => FinishedOneAsync(context.TargetContext);

    private static ValueTask FinishedOneAsync(ActivityExecutionContext context)
    {
        var pending = context.UpdateProperty<int>(PendingKey, count => count - 1);
        return pending == 0 ? context.CompleteActivityWithOutcomesAsync("Completed", "Done") : default;
    }

    private void OnCanceled(CancelSignal signal, SignalContext context)
    {
        var receiver = context.ReceiverActivityExecutionContext;
        if (context.IsSelf && receiver.GetProperty<List<object>>(ChildrenKey) is { } children)
        {
            ChildWorkflows.CancelAwaited(receiver, children.Select(child => Guid.Parse((string)child)));
        }
    }
}
