namespace Workflows.Templates.Tree;

/// <summary>A function with its arguments; a piped value is the first of them.</summary>
internal sealed class CallExpression(Expression target, Expression[] arguments, string?[]? names, bool isPiped) : Expression
{
    private readonly bool _expands = arguments.Any(a => a is ExpandExpression);

    public Expression Target => target;

    public Expression[] Arguments => arguments;

    public string?[]? Names => names;

    public bool IsPiped => isPiped;

    public override Value Evaluate(RenderContext context)
    {
        CheckStack();

        // The value in front of a pipe is evaluated before the function behind it.
        var from = context.StackTop;
        var first = 0;
        if (isPiped)
        {
            context.Push(arguments[0].Evaluate(context));
            first = 1;
        }

        var function = Resolve(context);
        if (_expands)
        {
            return EvaluateExpanded(context, function, from, first);
        }

        for (var i = first; i < arguments.Length; i++)
        {
            context.Push(arguments[i].Evaluate(context));
        }

        var result = function.Invoke(new Call(context, this, context.Arguments(from), names));
        context.StackTop = from;
        return result;
    }

    private TemplateFunction Resolve(RenderContext context)
    {
        if (target is BuiltinPath builtin && !context.MayShadow)
        {
            return builtin.Function;
        }

        return Check(context, target.EvaluateUncalled(context));
    }

    private TemplateFunction Check(RenderContext context, Value value)
    {
        if (value.Ref is TemplateFunction function)
        {
            return function;
        }

        throw value.IsNull
            ? target.Error($"The function `{target.Text}` was not found{Suggest(context)}")
            : target.Error($"`{target.Text}` is not a function{(isPiped ? ", so nothing can be piped to it" : "")}.");
    }

    private string Suggest(RenderContext context) => target switch
    {
        GlobalVariable variable => Suggestion.For(variable.Name, context.VisibleNames()),
        MemberAccess { Target: GlobalVariable owner } member when context.TryGetVariable(owner.Name, out var value) && !value.IsNull =>
            Suggestion.For(member.Name, Members.Names(value.Ref!)),
        _ => ".",
    };

    private Value EvaluateExpanded(RenderContext context, TemplateFunction function, int from, int first)
    {
        var expandedNames = names is null ? null : new List<string?>(names.Take(first));
        if (first == 1 && arguments[0] is ExpandExpression)
        {
            var piped = context.Arguments(from)[0];
            context.StackTop = from;
            Expand(context, piped, arguments[0], expandedNames);
        }

        for (var i = first; i < arguments.Length; i++)
        {
            var value = arguments[i].Evaluate(context);
            if (arguments[i] is ExpandExpression)
            {
                Expand(context, value, arguments[i], expandedNames);
            }
            else
            {
                context.Push(value);
                expandedNames?.Add(names![i]);
            }
        }

        var result = function.Invoke(new Call(context, this, context.Arguments(from), expandedNames?.ToArray()));
        context.StackTop = from;
        return result;
    }

    private static void Expand(RenderContext context, Value value, Expression site, List<string?>? expandedNames)
    {
        if (value.Kind is not (ValueKind.Array or ValueKind.Range))
        {
            context.Push(value);
            expandedNames?.Add(null);
            return;
        }

        var items = Items.Of(context, value, site);
        context.CheckLength(site, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            context.Push(items[i]);
            expandedNames?.Add(null);
        }
    }
}
