namespace Workflows.Templates.Tree;

internal sealed class GlobalVariable(string name) : PathExpression
{
    public string Name => name;

    public override Value Read(RenderContext context, bool optional)
    {
        if (!context.TryGetVariable(name, out var value) && context.IsStrict && !optional)
        {
            throw Error($"Unknown variable `{name}`{Suggestion.For(name, context.VisibleNames())}");
        }

        return value;
    }

    public override void Assign(RenderContext context, Value value)
    {
        if (!context.TrySetVariable(name, value))
        {
            throw Error($"The variable `{name}` is read-only.");
        }
    }
}
