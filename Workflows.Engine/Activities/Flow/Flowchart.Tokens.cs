using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <content>The token-based mode.</content>
public partial class Flowchart
{
    private static async ValueTask<MergeMode> MergeModeOfAsync(ActivityExecutionContext context, IActivity target) =>
        target is FlowJoin
            ? await JoinModeOfAsync(context, target) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Converge
            : target.GetMergeMode() ?? MergeMode.Stream;

    private async ValueTask FollowTokensAsync(ActivityExecutionContext context, FlowGraph graph, int position, string[] outcomes)
    {
        var tokens = FlowTokens.Of(context, graph);
        var followed = new List<FlowGraph.Edge>();
        foreach (var edge in graph.Outbound[position])
        {
            if (HasOutcome(outcomes, edge.Outcome))
            {
                tokens.Emit(edge);
                followed.Add(edge);
            }
        }

        tokens.ConsumeInto(position);
        foreach (var edge in followed)
        {
            await ArriveAsync(context, graph, tokens, edge);
        }

        if (context.FirstChild is null)
        {
            await ReleaseStreamsAsync(context, graph, tokens);
        }

        if (context.FirstChild is null && !tokens.HasActive)
        {
            await context.CompleteActivityAsync();
        }
    }

    private async ValueTask ArriveAsync(ActivityExecutionContext context, FlowGraph graph, FlowTokens tokens, FlowGraph.Edge edge)
    {
        var target = graph.Activities[edge.To];
        var mode = await MergeModeOfAsync(context, target);
        switch (mode)
        {
            case MergeMode.Cascade or MergeMode.Race:
                if (tokens.TrySwallow(edge))
                {
                    return;
                }

                await context.ScheduleActivityAsync(target, _onChildCompleted);
                foreach (var other in graph.ForwardInbound[edge.To])
                {
                    if (other.From != edge.From)
                    {
                        tokens.Block(other);
                    }
                }

                if (mode == MergeMode.Race)
                {
                    await CancelAncestorsAsync(context, graph, edge.To);
                }

                return;
            case MergeMode.Merge or MergeMode.Converge:
                var awaited = mode == MergeMode.Merge ? graph.ForwardInbound[edge.To] : graph.Inbound[edge.To];
                if (awaited.Length <= 1 || Array.TrueForAll(awaited, tokens.HasActiveOn))
                {
                    await context.ScheduleActivityAsync(target, _onChildCompleted);
                }

                return;
            default:
                if (IsFree(graph, tokens, edge.To))
                {
                    await context.ScheduleActivityAsync(target, _onChildCompleted);
                }

                return;
        }
    }

    /// <summary>Whether nothing is on its way to the activities that lead here.</summary>
    private static bool IsFree(FlowGraph graph, FlowTokens tokens, int target)
    {
        foreach (var inbound in graph.ForwardInbound[target])
        {
            if (tokens.HasActiveInto(inbound.From))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A branch that waited for another may go when the other took a different way and nothing runs any more.</summary>
    private async ValueTask ReleaseStreamsAsync(ActivityExecutionContext context, FlowGraph graph, FlowTokens tokens)
    {
        for (var target = 0; target < graph.Activities.Count; target++)
        {
            if (tokens.HasActiveInto(target)
                && await MergeModeOfAsync(context, graph.Activities[target]) is MergeMode.Stream or MergeMode.None
                && IsFree(graph, tokens, target))
            {
                await context.ScheduleActivityAsync(graph.Activities[target], _onChildCompleted);
            }
        }
    }
}
