namespace Workflows.Templates.Tree;

internal sealed class FunctionStatement(PathExpression target, Parameter[]? parameters, string[]? names, Statement body) : Statement
{
    public override Flow Execute(RenderContext context)
    {
        target.Assign(context, Value.Of(new UserFunction(target.Text.ToString(), parameters, names, body, closure: null)));
        return Flow.Next;
    }
}
