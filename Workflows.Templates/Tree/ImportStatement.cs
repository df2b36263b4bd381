namespace Workflows.Templates.Tree;

internal sealed class ImportStatement(Expression source) : Statement
{
    public Expression SourceObject => source;

    public override Flow Execute(RenderContext context)
    {
        var value = source.Evaluate(context);
        if (value.IsNull)
        {
            return Flow.Next;
        }

        if (value.Kind is not (ValueKind.Object or ValueKind.Other))
        {
            throw source.Error($"`import` needs an object, not {RenderContext.NameOf(value)}.");
        }

        var current = context.Current;
        foreach (var (name, member) in Items.Members(context, value.Ref!).ToList())
        {
            // What was declared read-only keeps its value.
            current.TrySet(name, member);
        }

        return Flow.Next;
    }
}
