namespace Workflows.Templates.Tree;

internal sealed class ExpressionStatement(Expression expression, int indentStart, int indentLength) : Statement
{
    public Expression Expression => expression;

    public override Flow Execute(RenderContext context)
    {
        Write(context, expression.Evaluate(context));
        return Flow.Next;
    }

    public void Write(RenderContext context, Value value)
    {
        if (!value.IsNull)
        {
            context.Write(
                value, expression, indentLength == 0 ? default : Source.Text.AsSpan(indentStart, indentLength));
        }
    }
}
