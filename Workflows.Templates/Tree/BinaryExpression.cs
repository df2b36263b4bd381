namespace Workflows.Templates.Tree;

internal sealed class BinaryExpression(Operator operation, Expression left, Expression right, int operatorStart) : Expression
{
    public Operator Operation => operation;

    public Expression Left => left;

    public Expression Right => right;

    public int OperatorStart => operatorStart;

    public override Value Evaluate(RenderContext context)
    {
        CheckStack();
        var a = left.Evaluate(context);
        var b = right.Evaluate(context);
        return Apply(context, a, b);
    }

    public Value Apply(RenderContext context, Value a, Value b)
    {
        if (a.IsInt && b.IsInt)
        {
            switch (operation)
            {
                case Operator.Add:
                    return new Value(a.AsLong + b.AsLong);
                case Operator.Subtract:
                    return new Value(a.AsLong - b.AsLong);
                case Operator.Multiply:
                    return new Value(a.AsLong * b.AsLong);
                case Operator.Equal:
                    return new Value(a.AsInt == b.AsInt);
                case Operator.NotEqual:
                    return new Value(a.AsInt != b.AsInt);
                case Operator.Less:
                    return new Value(a.AsInt < b.AsInt);
                case Operator.Greater:
                    return new Value(a.AsInt > b.AsInt);
            }
        }

        return Operators.Apply(context, this, a, b);
    }
}
