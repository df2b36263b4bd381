namespace Workflows.Templates.Tree;

/// <summary><c>target = value</c>, or with an operator <c>target += value</c>. Gives nothing.</summary>
internal sealed class AssignExpression(Expression target, BinaryExpression? compound, Expression value) : Expression
{
    public Expression Target => target;

    public BinaryExpression? Compound => compound;

    public Expression Value => value;

    public override Value Evaluate(RenderContext context)
    {
        Store(context, compound is null ? value.Evaluate(context) : compound.Evaluate(context));
        return default;
    }

    public void Store(RenderContext context, Value result)
    {
        var path = target as PathExpression ?? (target as NestedExpression)?.Inner as PathExpression;
        path!.Assign(context, result);
    }
}
