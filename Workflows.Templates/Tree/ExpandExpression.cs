namespace Workflows.Templates.Tree;

/// <summary><c>^array</c>: its elements become arguments.</summary>
internal sealed class ExpandExpression(Expression operand) : Expression
{
    public Expression Operand => operand;

    public override Value Evaluate(RenderContext context) => operand.Evaluate(context);
}
