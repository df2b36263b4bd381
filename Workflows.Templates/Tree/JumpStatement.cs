namespace Workflows.Templates.Tree;

internal sealed class JumpStatement(Flow flow) : Statement
{
    public override Flow Execute(RenderContext context)
    {
        if (context.LoopDepth > 0)
        {
            return flow;
        }

        return context.IsLiquid ? Flow.Return : throw Error($"`{Text}` is only allowed inside a loop.");
    }
}
