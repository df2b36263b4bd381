using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>
/// A flowchart seen from one start activity: which connections lead forward, which lead back (loops), and what leads to
/// what. Computed once and shared by all instances.
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<IActivity, int> _positions = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _ancestors;

    public FlowGraph(IReadOnlyList<IActivity> activities, IReadOnlyList<Connection> connections, int start)
    {
        Activities = activities;
        Start = start;
        for (var index = 0; index < activities.Count; index++)
        {
            _positions[activities[index]] = index;
        }

        var edges = new List<Edge>(connections.Count);
        foreach (var connection in connections)
        {
            if (connection.Source.Activity is { } source && connection.Target.Activity is { } target
                && _positions.TryGetValue(source, out var from) && _positions.TryGetValue(target, out var to))
            {
                edges.Add(new Edge(edges.Count, from, to, connection.Source.Port ?? "Done"));
            }
        }

        Edges = [.. edges];
        Outbound = Group(edge => edge.From, _ => true);
        FindForwardEdges(start);
        Inbound = Group(edge => edge.To, _ => true);
        ForwardInbound = Group(edge => edge.To, edge => edge.IsForward);
        _ancestors = new int[activities.Count][];
    }

    public IReadOnlyList<IActivity> Activities { get; }

    public int Start { get; }

    public Edge[] Edges { get; }

    public Edge[][] Outbound { get; }

    public Edge[][] Inbound { get; }

    public Edge[][] ForwardInbound { get; }

    /// <summary>Position of an activity, or -1.</summary>
    public int PositionOf(IActivity activity) => _positions.TryGetValue(activity, out var position) ? position : -1;

    /// <summary>Everything from which forward connections lead to the activity.</summary>
    public int[] AncestorsOf(int activity)
    {
        if (_ancestors[activity] is { } known)
        {
            return known;
        }

        var found = new HashSet<int>();
        var pending = new Stack<int>([activity]);
        while (pending.TryPop(out var current))
        {
            foreach (var edge in ForwardInbound[current])
            {
                if (found.Add(edge.From))
                {
                    pending.Push(edge.From);
                }
            }
        }

        return _ancestors[activity] = [.. found];
    }

    /// <summary>Whether every way from the start to the source of a backward connection passes its target: only then it is a loop.</summary>
    public bool IsLoop(Edge edge)
    {
        if (edge.From == edge.To || edge.To == Start)
        {
            return true;
        }

        var seen = new HashSet<int> { edge.To };
        var pending = new Stack<int>([edge.From]);
        while (pending.TryPop(out var current))
        {
            if (!seen.Add(current))
            {
                continue;
            }

            if (current == Start)
            {
                return false;
            }

            foreach (var inbound in ForwardInbound[current])
            {
                pending.Push(inbound.From);
            }
        }

        return true;
    }

    private void FindForwardEdges(int start)
    {
        if (Activities.Count == 0)
        {
            return;
        }

        var queue = new Queue<int>([start]);
        var queued = new HashSet<int> { start };
        while (queue.TryDequeue(out var source))
        {
            foreach (var edge in Outbound[source])
            {
                if (edge.IsForward || LeadsForward(edge.To, edge.From))
                {
                    continue;
                }

                edge.IsForward = true;
                if (queued.Add(edge.To))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    private bool LeadsForward(int from, int to)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([from]);
        while (pending.TryPop(out var current))
        {
            if (current == to)
            {
                return true;
            }

            if (!seen.Add(current))
            {
                continue;
            }

            foreach (var edge in Outbound[current])
            {
                if (edge.IsForward)
                {
                    pending.Push(edge.To);
                }
            }
        }

        return false;
    }

    private Edge[][] Group(Func<Edge, int> key, Func<Edge, bool> filter)
    {
        var groups = new List<Edge>[Activities.Count];
        foreach (var edge in Edges)
        {
            if (filter(edge))
            {
                (groups[key(edge)] ??= []).Add(edge);
            }
        }

        return [.. groups.Select(group => group?.ToArray() ?? [])];
    }

    /// <summary>A connection by positions.</summary>
    internal sealed class Edge(int index, int from, int to, string outcome)
    {
        public int Index { get; } = index;

        public int From { get; } = from;

        public int To { get; } = to;

        public string Outcome { get; } = outcome;

        public bool IsForward { get; set; }
    }
}
