namespace Workflows.Templates.Tree;

internal sealed class WhileStatement(Expression condition, Block body) : Statement
{
    public Expression Condition => condition;

    public Block Body => body;

    public override Flow Execute(RenderContext context)
    {
        var loop = Open(context);
        var flow = Flow.Next;
        while (condition.Evaluate(context).IsTrue)
        {
            loop.Index++;
            context.CountStep(this);
            flow = body.Execute(context);
            if (flow is Flow.Break or Flow.Return)
            {
                break;
            }
        }

        Close(context, loop);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    public static LoopState Open(RenderContext context)
    {
        var loop = new LoopState { IsWhile = true, Index = -1, Outer = context.Loop };
        context.Loop = loop;
        context.LoopDepth++;
        return loop;
    }

    public static void Close(RenderContext context, LoopState loop)
    {
        context.LoopDepth--;
        context.Loop = loop.Outer;
    }
}
