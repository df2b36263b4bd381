using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Flow;

/// <summary>
/// Tokens on the connections of a token-based flowchart. A token is on its way (active) until its target ran; a block
/// swallows one later arrival on its connection. Stored as numbers: four times the connection, plus one for a block.
/// </summary>
internal sealed class FlowTokens
{
    private const string PropertyName = "Flowchart.Tokens";
    private readonly ActivityExecutionContext _context;
    private readonly FlowGraph _graph;
    private readonly List<int> _tokens;

    private FlowTokens(ActivityExecutionContext context, FlowGraph graph)
    {
        _context = context;
        _graph = graph;
        _tokens = [.. context.GetProperty<int[]>(PropertyName) ?? []];
    }

    public static FlowTokens Of(ActivityExecutionContext context, FlowGraph graph) => new(context, graph);

    public bool HasActive => _tokens.Exists(token => !IsBlock(token));

    public void Emit(FlowGraph.Edge edge) => Change(() => _tokens.Add(edge.Index * 4));

    public void Block(FlowGraph.Edge edge) => Change(() => _tokens.Add((edge.Index * 4) + 1));

    /// <summary>Takes a block off a connection, and the arrival with it.</summary>
    public bool TrySwallow(FlowGraph.Edge edge)
    {
        var block = _tokens.IndexOf((edge.Index * 4) + 1);
        if (block < 0)
        {
            return false;
        }

        Change(() =>
        {
            _tokens.RemoveAt(block);
            _tokens.Remove(edge.Index * 4);
        });
        return true;
    }

    /// <summary>The activity ran: its tokens arrived.</summary>
    public void ConsumeInto(int activity) => Change(() => _tokens.RemoveAll(token => !IsBlock(token) && EdgeOf(token).To == activity));

    public void Forget(int activity) => Change(() => _tokens.RemoveAll(token => EdgeOf(token).To == activity || EdgeOf(token).From == activity));

    public bool HasActiveInto(int activity) => _tokens.Exists(token => !IsBlock(token) && EdgeOf(token).To == activity);

    public bool HasActiveOn(FlowGraph.Edge edge) => _tokens.Contains(edge.Index * 4);

    private static bool IsBlock(int token) => token % 4 == 1;

    private FlowGraph.Edge EdgeOf(int token) => _graph.Edges[token / 4];

    private void Change(Action change)
    {
        change();
        _context.SetProperty(PropertyName, _tokens.ToArray());
    }
}
