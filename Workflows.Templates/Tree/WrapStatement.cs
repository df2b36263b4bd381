namespace Workflows.Templates.Tree;

/// <summary>Hands a block of statements to a function, which runs it with <c>$$</c>.</summary>
internal sealed class WrapStatement(Expression target, Block body) : Statement
{
    public Expression Target => target;

    public Block Body => body;

    public override Flow Execute(RenderContext context)
    {
        var call = target as CallExpression;
        var value = call is not null ? call.Target.EvaluateUncalled(context)
            : target is PathExpression ? target.EvaluateUncalled(context) : target.Evaluate(context);
        if (value.Ref is not UserFunction function)
        {
            throw target.Error("`wrap` needs a function of the template.");
        }

        var from = context.StackTop;
        foreach (var argument in call?.Arguments ?? [])
        {
            context.Push(argument.Evaluate(context));
        }

        function.Invoke(new Call(context, target, context.Arguments(from), call?.Names), body);
        context.StackTop = from;
        return Flow.Next;
    }
}
