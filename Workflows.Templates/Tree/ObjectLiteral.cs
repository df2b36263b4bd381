namespace Workflows.Templates.Tree;

internal sealed class ObjectLiteral(string[] names, Expression[] values) : Expression
{
    public string[] Names => names;

    public Expression[] Values => values;

    public override Value Evaluate(RenderContext context)
    {
        var result = new TemplateObject();
        for (var i = 0; i < names.Length; i++)
        {
            result.TrySet(names[i], values[i].Evaluate(context));
        }

        return Value.Of(result);
    }
}
