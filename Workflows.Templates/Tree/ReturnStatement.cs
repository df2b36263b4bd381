namespace Workflows.Templates.Tree;

internal sealed class ReturnStatement(Expression? value) : Statement
{
    public Expression? Value => value;

    public override Flow Execute(RenderContext context)
    {
        context.Returned = value?.Evaluate(context) ?? default;
        return Flow.Return;
    }
}
