namespace Workflows.Templates.Tree;

/// <summary><c>do ... end</c> in an expression.</summary>
internal sealed class AnonymousFunction(Parameter[]? parameters, string[]? names, Statement body) : Expression
{
    public override Value Evaluate(RenderContext context) =>
        Value.Of(new UserFunction("do", parameters, names, body, context.Frame));
}
