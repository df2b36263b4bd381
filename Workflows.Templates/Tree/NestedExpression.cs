namespace Workflows.Templates.Tree;

/// <summary>An expression in parentheses.</summary>
internal sealed class NestedExpression(Expression inner) : Expression
{
    public Expression Inner => inner;

    public override Value Evaluate(RenderContext context)
    {
        var value = inner.Evaluate(context);
        return value.Ref is TemplateFunction function ? function.Invoke(new Call(context, this)) : value;
    }

    public override Value EvaluateUncalled(RenderContext context) => inner.EvaluateUncalled(context);

    public override Value EvaluateOptional(RenderContext context) => inner.EvaluateOptional(context);
}
