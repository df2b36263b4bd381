namespace Workflows.Templates.Tree;

internal sealed class ArrayLiteral(Expression[] items) : Expression
{
    public Expression[] Items => items;

    public override Value Evaluate(RenderContext context)
    {
        var array = new TemplateArray(items.Length);
        foreach (var item in items)
        {
            array.Add(item.Evaluate(context));
        }

        return Value.Of(array);
    }
}
