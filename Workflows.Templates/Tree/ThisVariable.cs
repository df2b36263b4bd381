namespace Workflows.Templates.Tree;

internal sealed class ThisVariable : PathExpression
{
    public override Value Read(RenderContext context, bool optional) => Value.Of(context.Current);

    public override void Assign(RenderContext context, Value value) => throw Error("`this` cannot be assigned.");
}
