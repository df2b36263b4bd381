namespace Workflows.Templates.Tree;

internal sealed class UnaryExpression(UnaryOperator operation, Expression operand) : Expression
{
    public UnaryOperator Operation => operation;

    public Expression Operand => operand;

    public override Value Evaluate(RenderContext context) => Apply(context, operand.Evaluate(context));

    public Value Apply(RenderContext context, Value value) => operation switch
    {
        UnaryOperator.Not => new Value(!value.IsTrue),
        UnaryOperator.Negate => Operators.Negate(context, this, value),
        _ => value.IsNull || value.IsNumber ? value : Operators.ToNumber(context, this, value),
    };
}
