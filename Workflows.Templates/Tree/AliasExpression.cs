namespace Workflows.Templates.Tree;

/// <summary><c>@function</c>: the function itself instead of its result.</summary>
internal sealed class AliasExpression(Expression operand) : Expression
{
    public Expression Operand => operand;

    public override Value Evaluate(RenderContext context) => operand.EvaluateUncalled(context);
}
