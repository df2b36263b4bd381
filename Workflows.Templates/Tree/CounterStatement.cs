namespace Workflows.Templates.Tree;

/// <summary>Liquid's <c>increment</c> and <c>decrement</c>.</summary>
internal sealed class CounterStatement(GlobalVariable variable, int step) : Statement
{
    public override Flow Execute(RenderContext context)
    {
        context.TryGetVariable(variable.Name, out var value);
        var before = value.IsNumber ? context.ToLong(value, this) : 0;
        context.WriteRaw(new Value(step > 0 ? before : before + step), this);
        variable.Assign(context, new Value(before + step));
        return Flow.Next;
    }
}
