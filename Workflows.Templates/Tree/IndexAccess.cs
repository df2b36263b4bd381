namespace Workflows.Templates.Tree;

internal sealed class IndexAccess(Expression target, Expression index) : PathExpression
{
    public Expression Target => target;

    public Expression Index => index;

    public override Value Read(RenderContext context, bool optional)
    {
        CheckStack();
        var from = optional ? target.EvaluateOptional(context) : target.Evaluate(context);
        if (from.IsNull)
        {
            return optional ? default : throw Error($"`{target.Text}` is null: it has no element.");
        }

        return ReadFrom(context, from, index.Evaluate(context));
    }

    public Value ReadFrom(RenderContext context, Value from, Value key)
    {
        var owner = from.Ref!;
        if (key.IsNull)
        {
            return default;
        }

        if (key.IsString || Members.HasMembers(owner))
        {
            context.TryGetMember(owner, context.ToText(key), out var member);
            if (member.IsNull && key.IsInteger && owner is System.Collections.IDictionary map && map.Contains(key.ToObject()!))
            {
                return Value.From(map[key.ToObject()!]);
            }

            return member;
        }

        if (owner is ValueTag || Members.Size(owner) < 0)
        {
            if (owner is not ValueTag && key.IsString)
            {
                return default;
            }

            throw Error($"`{target.Text}` is neither an array nor an object.");
        }

        return Members.Element(owner, context.ToLong(key, index));
    }

    public override void Assign(RenderContext context, Value value)
    {
        var owner = target is PathExpression path ? path.ReadForChange(context) : target.Evaluate(context);
        if (owner.IsNull)
        {
            throw Error($"`{target.Text}` is null: its element cannot be set.");
        }

        var key = index.Evaluate(context);
        if (key.IsString || Members.HasMembers(owner.Ref))
        {
            if (key.IsNull || !context.TrySetMember(owner.Ref!, context.ToText(key), value))
            {
                throw Error($"The member `{context.ToText(key)}` of `{target.Text}` cannot be set.");
            }

            return;
        }

        if (owner.Ref is not TemplateArray array)
        {
            if (owner.Kind != ValueKind.Array || target is not PathExpression again)
            {
                throw Error($"`{target.Text}` is not an array: its element cannot be set.");
            }

            array = Items.Copy(context, owner, this);
            again.Assign(context, Value.Of(array));
        }

        var at = context.ToLong(key, index);
        at = at < 0 ? at + array.Count : at;
        if (at < 0)
        {
            throw index.Error("The index is before the start of the array.");
        }

        context.CheckLength(this, Math.Max(at, 1));
        while (array.Count <= at)
        {
            array.Add(default);
        }

        array.Items[(int)at] = value;
    }
}
