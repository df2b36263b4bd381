namespace Workflows.Templates.Tree;

internal sealed class RangeExpression(Expression first, Expression last, bool exclusive) : Expression
{
    public Expression First => first;

    public Expression Last => last;

    public bool Exclusive => exclusive;

    public override Value Evaluate(RenderContext context) => Make(context, first.Evaluate(context), last.Evaluate(context));

    public Value Make(RenderContext context, Value from, Value to) =>
        from.IsNull || to.IsNull
            ? default
            : Value.Of(new ValueRange(context.ToLong(from, first), context.ToLong(to, last), exclusive));
}
