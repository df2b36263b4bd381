namespace Workflows.Templates.Tree;

internal sealed class WithStatement(Expression target, Block body) : Statement
{
    public Expression Target => target;

    public Block Body => body;

    public override Flow Execute(RenderContext context)
    {
        context.PushWith(Open(context));
        var flow = body.Execute(context);
        context.PopScope();
        return flow;
    }

    public TemplateObject Open(RenderContext context)
    {
        var value = target is PathExpression path ? path.ReadForChange(context) : target.Evaluate(context);
        return value.Ref switch
        {
            TemplateObject own => own,
            TemplateArray array => array.Members ??= new TemplateObject(),
            { } other when Members.HasMembers(other) => new ModelView(context, other),
            _ => throw target.Error($"`with` needs an object, not {RenderContext.NameOf(value)}."),
        };
    }
}
