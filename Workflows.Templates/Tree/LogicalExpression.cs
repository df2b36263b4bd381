namespace Workflows.Templates.Tree;

/// <summary>The operators that look at their right side only when they need it.</summary>
internal sealed class LogicalExpression(Operator operation, Expression left, Expression right) : Expression
{
    public Operator Operation => operation;

    public Expression Left => left;

    public Expression Right => right;

    public override Value Evaluate(RenderContext context)
    {
        CheckStack();
        switch (operation)
        {
            case Operator.And:
                return new Value(left.Evaluate(context).IsTrue && right.Evaluate(context).IsTrue);
            case Operator.Or:
                return new Value(left.Evaluate(context).IsTrue || right.Evaluate(context).IsTrue);
            default:
                var value = left.EvaluateOptional(context);
                return value.IsNull == (operation == Operator.Coalesce) ? right.Evaluate(context) : value;
        }
    }
}
