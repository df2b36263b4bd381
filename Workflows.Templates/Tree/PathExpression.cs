namespace Workflows.Templates.Tree;

/// <summary>A variable, member or element. A function found there is called without arguments, unless the path is its target.</summary>
internal abstract class PathExpression : Expression
{
    public override Value Evaluate(RenderContext context)
    {
        var value = EvaluateUncalled(context);
        return value.Ref is TemplateFunction function ? function.Invoke(new Call(context, this)) : value;
    }

    public override Value EvaluateOptional(RenderContext context)
    {
        var value = Read(context, optional: true);
        return value.Ref is TemplateFunction function ? function.Invoke(new Call(context, this)) : value;
    }

    public override Value EvaluateUncalled(RenderContext context) => Read(context, optional: false);

    public abstract Value Read(RenderContext context, bool optional);

    public abstract void Assign(RenderContext context, Value value);

    /// <summary>
    /// The object behind the path, ready to be changed: JSON, which cannot change, is replaced by a copy of its top level first.
    /// </summary>
    public virtual Value ReadForChange(RenderContext context)
    {
        var value = Evaluate(context);
        if (value.Ref is System.Text.Json.JsonElement element)
        {
            value = Value.Of(Items.Thaw(element));
            Assign(context, value);
        }

        return value;
    }
}
