namespace Workflows.Templates.Tree;

internal sealed class Block(Statement[] statements) : Statement
{
    public Statement[] Statements => statements;

    public override Flow Execute(RenderContext context)
    {
        foreach (var statement in statements)
        {
            var flow = statement.Execute(context);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}
