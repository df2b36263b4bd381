namespace Workflows.Templates.Tree;

/// <summary><c>++x</c>, <c>x++</c>, <c>--x</c> and <c>x--</c>.</summary>
internal sealed class StepExpression(PathExpression target, int step, bool isPrefix) : Expression
{
    public PathExpression Target => target;

    public override Value Evaluate(RenderContext context) => Apply(context, target.Evaluate(context));

    public Value Apply(RenderContext context, Value before)
    {
        var after = Operators.Step(context, this, before, step);
        target.Assign(context, after);
        return isPrefix ? after : before;
    }
}
