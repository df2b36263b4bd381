namespace Workflows.Templates.Tree;

internal sealed class LoopVariable(LoopProperty property, bool isWhile) : Expression
{
    public override Value Evaluate(RenderContext context)
    {
        var loop = context.Loop;
        while (loop is not null && loop.IsWhile != isWhile)
        {
            loop = loop.Outer;
        }

        if (loop is null)
        {
            return default;
        }

        return property switch
        {
            LoopProperty.Index => new Value(loop.Index),
            LoopProperty.Index1 => new Value(loop.Index + 1),
            LoopProperty.ReverseIndex => new Value(loop.Length - loop.Index - 1),
            LoopProperty.ReverseIndex1 => new Value(loop.Length - loop.Index),
            LoopProperty.First => new Value(loop.Index == 0),
            LoopProperty.Last => new Value(loop.Index == loop.Length - 1),
            LoopProperty.Even => new Value((loop.Index & 1) == 0),
            LoopProperty.Odd => new Value((loop.Index & 1) == 1),
            LoopProperty.Changed => new Value(loop.Changed),
            LoopProperty.Length => new Value(loop.Length),
            LoopProperty.Column => new Value(loop.Column + 1),
            LoopProperty.ColumnIndex => new Value(loop.Column),
            LoopProperty.ColumnFirst => new Value(loop.Column == 0),
            _ => new Value(loop.Column == loop.Columns - 1 || loop.Index == loop.Length - 1),
        };
    }
}
