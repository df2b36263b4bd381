namespace Workflows.Templates.Tree;

internal sealed class InterpolatedString(Expression[] parts) : Expression
{
    public Expression[] Parts => parts;

    public override Value Evaluate(RenderContext context)
    {
        var start = context.Out.BeginCapture();
        foreach (var part in parts)
        {
            context.WriteRaw(part.Evaluate(context), part);
        }

        return new Value(context.Out.EndCapture(start));
    }
}
