using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>How often connections were decided and activities ran: what the counter-based flowchart remembers.</summary>
/// <param name="graph">The graph.</param>
/// <param name="counts">Start activity; visits of activities; visits of connections; whether the last visit was followed.</param>
internal readonly struct FlowCounters(FlowGraph graph, int[] counts)
{
    public const string PropertyName = "FlowScope";

    private int Activities => graph.Activities.Count;

    public static FlowCounters Create(ActivityExecutionContext context, FlowGraph graph)
    {
        var counts = new int[1 + graph.Activities.Count + (2 * graph.Edges.Length)];
        counts[0] = graph.Start;
        context.SetProperty(PropertyName, counts);
        return new FlowCounters(graph, counts);
    }

    public static int StartOf(ActivityExecutionContext context) => context.GetProperty<int[]>(PropertyName) is { } counts ? counts[0] : 0;

    public static FlowCounters Of(ActivityExecutionContext context, FlowGraph graph) =>
        context.GetProperty<int[]>(PropertyName) is { } counts ? new FlowCounters(graph, counts) : Create(context, graph);

    public void Visit(int activity) => counts[1 + activity]++;

    public void Visit(FlowGraph.Edge edge, bool followed)
    {
        counts[1 + Activities + edge.Index]++;
        counts[1 + Activities + graph.Edges.Length + edge.Index] = followed ? 1 : 0;
    }

    /// <summary>Whether all forward connections into the activity were decided more often than it ran.</summary>
    public bool AllDecided(int activity)
    {
        foreach (var edge in graph.ForwardInbound[activity])
        {
            if (!IsPending(edge))
            {
                return false;
            }
        }

        return true;
    }

    public bool AllFollowed(int activity)
    {
        foreach (var edge in graph.ForwardInbound[activity])
        {
            if (!IsPending(edge) || !WasFollowed(edge))
            {
                return false;
            }
        }

        return true;
    }

    public bool AnyFollowed(int activity)
    {
        foreach (var edge in graph.ForwardInbound[activity])
        {
            if (IsPending(edge) && WasFollowed(edge))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the connection was decided since its target last ran.</summary>
    public bool IsPending(FlowGraph.Edge edge) => counts[1 + Activities + edge.Index] > counts[1 + edge.To];

    private bool WasFollowed(FlowGraph.Edge edge) => counts[1 + Activities + graph.Edges.Length + edge.Index] == 1;
}
