using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Runs activities along connections: outcomes choose the way, several ways run side by side, ways may lead back.</summary>
[Activity("Elsa", "Flow", "A flowchart is a collection of activities and connections between them.")]
[Browsable(false)]
public partial class Flowchart : Container, ICompiledActivity
{
    /// <summary>Property (of the instance, the workflow or the flowchart) that chooses the execution mode.</summary>
    public const string ExecutionModePropertyKey = "Flowchart:ExecutionMode";

    private const string LoopTag = "loop";
    private readonly ActivityCompletionCallback _onChildCompleted;

    /// <summary>Creates the activity.</summary>
    public Flowchart([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
        _onChildCompleted = OnChildCompletedAsync;
        OnSignalReceived<ScheduleActivityOutcomes>(OnScheduleOutcomesAsync);
        OnSignalReceived<CancelSignal>(OnCanceledAsync);
    }

    /// <summary>The first activity; null: the trigger, a start node, one that can start, or one to which nothing leads.</summary>
    [Port]
    [Browsable(false)]
    public IActivity? Start { get; set; }

    /// <summary>The connections.</summary>
    public ICollection<Connection> Connections { get; set; } = [];

    void ICompiledActivity.Compile(ActivityNode node, WorkflowGraph graph) => node.Compiled = new ConcurrentDictionary<int, FlowGraph>();

    /// <inheritdoc />
    protected override ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        var start = FindStart(context);
        if (start < 0)
        {
            return context.CompleteActivityAsync();
        }

        var graph = GraphFrom(context, start);
        FlowCounters.Create(context, graph);
        return context.ScheduleActivityAsync(graph.Activities[start], _onChildCompleted);
    }

    private static FlowchartExecutionMode ModeOf(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var flowchart = context.Activity;
        if ((workflow.Properties.TryGetValue(ExecutionModePropertyKey, out var value)
             || flowchart.CustomProperties.TryGetValue(ExecutionModePropertyKey, out value)
             || workflow.Workflow.CustomProperties.TryGetValue(ExecutionModePropertyKey, out value))
            && Enum.TryParse<FlowchartExecutionMode>(value?.ToString(), ignoreCase: true, out var mode)
            && mode != FlowchartExecutionMode.Default)
        {
            return mode;
        }

        return workflow.GetService<FlowchartOptions>()?.DefaultExecutionMode ?? FlowchartExecutionMode.CounterBased;
    }

    private static bool HasOutcome(string[] outcomes, string outcome) => Array.IndexOf(outcomes, outcome) >= 0;

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var flowchart = context.TargetContext;
        if (context.ChildContext.Activity is ITerminalNode)
        {
            return flowchart.CompleteActivityAsync();
        }

        var graph = GraphFrom(flowchart, FlowCounters.StartOf(flowchart));
        var position = graph.PositionOf(context.ChildContext.Activity);
        var outcomes = (context.Result as Outcomes ?? Outcomes.Default).Names;
        return ModeOf(flowchart) == FlowchartExecutionMode.TokenBased
            ? FollowTokensAsync(flowchart, graph, position, outcomes)
            : FollowCountersAsync(flowchart, graph, position, outcomes, context.ChildContext.Tag is LoopTag);
    }

    private async ValueTask FollowCountersAsync(
        ActivityExecutionContext context, FlowGraph graph, int position, string[] outcomes, bool cameByLoop)
    {
        var counters = FlowCounters.Of(context, graph);
        await DecideOutboundAsync(context, graph, counters, position, outcomes, cameByLoop);
        await CompleteIfDoneAsync(context);
    }

    private static ValueTask CompleteIfDoneAsync(ActivityExecutionContext context) =>
        context.FirstChild is null ? context.CompleteActivityAsync() : default;

    /// <summary>Decides all connections out of an activity that ran, or (without outcomes) that is skipped.</summary>
    private async ValueTask DecideOutboundAsync(
        ActivityExecutionContext context, FlowGraph graph, FlowCounters counters, int position, string[] outcomes, bool cameByLoop)
    {
        // An activity that a loop came back to was counted by its forward connections already.
        if (!cameByLoop)
        {
            counters.Visit(position);
        }

        foreach (var edge in graph.Outbound[position])
        {
            var followed = HasOutcome(outcomes, edge.Outcome);
            counters.Visit(edge, followed);
            if (!edge.IsForward)
            {
                await FollowLoopAsync(context, graph, edge, followed);
            }
            else
            {
                await ScheduleIfReadyAsync(context, graph, counters, edge);
            }
        }
    }

    private ValueTask FollowLoopAsync(ActivityExecutionContext context, FlowGraph graph, FlowGraph.Edge edge, bool followed)
    {
        if (!followed)
        {
            return default;
        }

        if (!graph.IsLoop(edge))
        {
            throw new InvalidOperationException(
                $"The connection from '{graph.Activities[edge.From].Id}' back to '{graph.Activities[edge.To].Id}' is no loop: "
                + "some way to the first does not pass the second.");
        }

        return context.ScheduleActivityAsync(graph.Activities[edge.To], _onChildCompleted, LoopTag);
    }

    private async ValueTask ScheduleIfReadyAsync(ActivityExecutionContext context, FlowGraph graph, FlowCounters counters, FlowGraph.Edge edge)
    {
        var target = graph.Activities[edge.To];
        switch (await JoinModeOfAsync(context, target))
        {
            case FlowJoinMode.WaitAny:
                if (!counters.IsPending(edge) || context.WorkflowExecutionContext.IsScheduled(context.WorkflowExecutionContext.WorkflowGraph.NodeOf(target), context))
                {
                    return;
                }

                if (counters.AnyFollowed(edge.To))
                {
                    // First schedule, then cancel: the cancelled branches report back here and must find the join scheduled.
                    await context.ScheduleActivityAsync(target, _onChildCompleted);
                    await CancelAncestorsAsync(context, graph, edge.To);
                }
                else if (counters.AllDecided(edge.To))
                {
                    await DecideOutboundAsync(context, graph, counters, edge.To, [], cameByLoop: false);
                }

                return;
            case var mode:
                if (!counters.AllDecided(edge.To))
                {
                    return;
                }

                if (mode == FlowJoinMode.WaitAll ? counters.AllFollowed(edge.To) : counters.AnyFollowed(edge.To))
                {
                    await context.ScheduleActivityAsync(target, _onChildCompleted);
                }
                else
                {
                    await DecideOutboundAsync(context, graph, counters, edge.To, [], cameByLoop: false);
                }

                return;
        }
    }

    private static async ValueTask<FlowJoinMode> JoinModeOfAsync(ActivityExecutionContext context, IActivity target)
    {
        if (target is not FlowJoin join)
        {
            return FlowJoinMode.WaitAllActive;
        }

        return join.Mode.IsConstant
            ? join.Mode.Constant
            : Expressions.ValueConverter.To<FlowJoinMode>(await join.Mode.EvaluateAsync(context.ExpressionExecutionContext));
    }

    private static async ValueTask CancelAncestorsAsync(ActivityExecutionContext context, FlowGraph graph, int target)
    {
        // What is scheduled but has not started still runs, as in Elsa; its arrival is then ignored.
        var ancestors = graph.AncestorsOf(target);
        foreach (var child in context.EnumerateChildren().ToList())
        {
            var position = graph.PositionOf(child.Activity);
            if (child.HasStarted && position != target && Array.IndexOf(ancestors, position) >= 0)
            {
                await child.CancelActivityAsync();
            }
        }
    }

    private async ValueTask OnScheduleOutcomesAsync(ScheduleActivityOutcomes signal, SignalContext context)
    {
        var flowchart = context.ReceiverActivityExecutionContext;
        var graph = GraphFrom(flowchart, FlowCounters.StartOf(flowchart));
        var position = graph.PositionOf(context.SenderActivityExecutionContext.Activity);
        if (position < 0)
        {
            return;
        }

        context.StopPropagation();
        foreach (var edge in graph.Outbound[position])
        {
            if (HasOutcome(signal.Outcomes, edge.Outcome))
            {
                await flowchart.ScheduleActivityAsync(graph.Activities[edge.To], _onChildCompleted);
            }
        }
    }

    private async ValueTask OnCanceledAsync(CancelSignal signal, SignalContext context)
    {
        var flowchart = context.ReceiverActivityExecutionContext;
        var sender = context.SenderActivityExecutionContext;
        if (context.IsSelf || flowchart.IsEnding || sender.ParentActivityExecutionContext != flowchart)
        {
            return;
        }

        context.StopPropagation();
        var graph = GraphFrom(flowchart, FlowCounters.StartOf(flowchart));
        var position = graph.PositionOf(sender.Activity);
        sender.Detach();
        if (ModeOf(flowchart) == FlowchartExecutionMode.TokenBased)
        {
            FlowTokens.Of(flowchart, graph).Forget(position);
            return;
        }

        await DecideOutboundAsync(flowchart, graph, FlowCounters.Of(flowchart, graph), position, [], cameByLoop: false);
        await CompleteIfDoneAsync(flowchart);
    }

    private FlowGraph GraphFrom(ActivityExecutionContext context, int start)
    {
        var graphs = (ConcurrentDictionary<int, FlowGraph>)context.Node.Compiled!;
        return graphs.TryGetValue(start, out var graph)
            ? graph
            : graphs.GetOrAdd(start, new FlowGraph([.. Activities], [.. Connections], start));
    }

    private int FindStart(ActivityExecutionContext context)
    {
        var activities = Activities as IList<IActivity> ?? [.. Activities];
        var trigger = context.WorkflowExecutionContext.TriggerActivityId;
        return First(activity => trigger is not null && activity.Id == trigger)
            ?? First(activity => ReferenceEquals(activity, Start))
            ?? First(activity => activity is IStartNode)
            ?? First(activity => activity.GetCanStartWorkflow())
            ?? First(activity => !Connections.Any(connection => ReferenceEquals(connection.Target.Activity, activity)))
            ?? (activities.Count > 0 ? 0 : -1);

        int? First(Func<IActivity, bool> fits)
        {
            for (var index = 0; index < activities.Count; index++)
            {
                if (fits(activities[index]))
                {
                    return index;
                }
            }

            return null;
        }
    }
}
