namespace Workflows.Templates.Tree;

internal sealed class ReadOnlyStatement(GlobalVariable variable) : Statement
{
    public override Flow Execute(RenderContext context)
    {
        context.Current.MakeReadOnly(variable.Name);
        return Flow.Next;
    }
}
