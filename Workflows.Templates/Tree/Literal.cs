namespace Workflows.Templates.Tree;

internal sealed class Literal(Value value) : Expression
{
    public Value Value => value;

    public override Value Evaluate(RenderContext context) => value;
}
