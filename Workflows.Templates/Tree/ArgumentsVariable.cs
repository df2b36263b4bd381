namespace Workflows.Templates.Tree;

/// <summary><c>$</c>, and with an index <c>$0</c>.</summary>
internal sealed class ArgumentsVariable(int index) : PathExpression
{
    public int Index => index;

    public override Value Read(RenderContext context, bool optional)
    {
        var arguments = context.Frame.Arguments;
        if (index >= 0)
        {
            return arguments is not null && index < arguments.Count ? arguments.Items[index] : default;
        }

        return Value.Of(arguments ??= context.Frame.Arguments = new TemplateArray());
    }

    public override void Assign(RenderContext context, Value value)
    {
        if (index < 0)
        {
            throw Error("The variable `$` cannot be assigned.");
        }

        var items = (context.Frame.Arguments ??= new TemplateArray()).Items;
        context.CheckLength(this, index);
        while (items.Count <= index)
        {
            items.Add(default);
        }

        items[index] = value;
    }
}
