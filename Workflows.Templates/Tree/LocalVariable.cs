namespace Workflows.Templates.Tree;

internal sealed class LocalVariable(string name) : PathExpression
{
    public string Name => name;

    public override Value Read(RenderContext context, bool optional)
    {
        if (!context.Frame.TryGetLocal(name, out var value) && context.IsStrict && !optional)
        {
            throw Error($"Unknown variable `${name}`.");
        }

        return value;
    }

    public override void Assign(RenderContext context, Value value) => context.Frame.SetLocal(name, value);
}
