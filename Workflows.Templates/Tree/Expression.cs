namespace Workflows.Templates.Tree;

internal abstract class Expression : Node
{
    public abstract Value Evaluate(RenderContext context);

    /// <summary>The value itself when it is a function, instead of the result of calling it.</summary>
    public virtual Value EvaluateUncalled(RenderContext context) => Evaluate(context);

    /// <summary>Like <see cref="Evaluate"/>, but what does not exist is null also in strict mode.</summary>
    public virtual Value EvaluateOptional(RenderContext context) => Evaluate(context);
}
