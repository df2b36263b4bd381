namespace Workflows.Templates.Tree;

internal sealed class GlobalVariable(string name) : PathExpression
{
    public string Name => name;

    public override Value Read(RenderContext context, bool optional)
    {
        try
        {
            if (context.TryGetVariable(name, out var value))
            {
                return value;
            }
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw Error($"Reading `{name}` failed: {e.Message}", e);
        }

        return context.IsStrict && !optional
            ? throw Error($"Unknown variable `{name}`{Suggestion.For(name, context.VisibleNames())}")
            : default;
    }

    public override void Assign(RenderContext context, Value value)
    {
        if (!context.TrySetVariable(name, value))
        {
            throw Error($"The variable `{name}` is read-only.");
        }
    }
}
