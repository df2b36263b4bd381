namespace Workflows.Templates.Tree;

internal sealed class CaptureStatement(PathExpression target, Block body) : Statement
{
    public PathExpression Target => target;

    public Block Body => body;

    public override Flow Execute(RenderContext context)
    {
        var start = context.Out.BeginCapture();
        var flow = body.Execute(context);
        Store(context, start);
        return flow;
    }

    public void Store(RenderContext context, int start)
    {
        var text = context.Out.EndCapture(start);
        target.Assign(context, context.EscapesHtml ? Value.Of(new TrustedHtml(text)) : new Value(text));
    }
}
