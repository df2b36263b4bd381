namespace Workflows.Templates.Tree;

internal sealed class RawStatement : Statement
{
    public override Flow Execute(RenderContext context)
    {
        context.Out.Append(Text);
        return Flow.Next;
    }
}
