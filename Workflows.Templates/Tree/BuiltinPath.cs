namespace Workflows.Templates.Tree;

/// <summary>A member of a built-in object, such as <c>string.upcase</c>, found while parsing.</summary>
internal sealed class BuiltinPath(string name, TemplateFunction function, MemberAccess path) : PathExpression
{
    public string Name => name;

    public MemberAccess Path => path;

    public TemplateFunction Function => function;

    public override Value Read(RenderContext context, bool optional) =>
        context.MayShadow ? path.Read(context, optional) : Value.Of(function);

    public override void Assign(RenderContext context, Value value) => path.Assign(context, value);
}
