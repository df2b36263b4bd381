namespace Workflows.Templates.Tree;

internal sealed class IfStatement(Expression condition, Block then, Statement? otherwise) : Statement
{
    public Expression Condition => condition;

    public Block Then => then;

    public Statement? Otherwise => otherwise;

    public override Flow Execute(RenderContext context) =>
        condition.Evaluate(context).IsTrue ? then.Execute(context) : otherwise?.Execute(context) ?? Flow.Next;
}
