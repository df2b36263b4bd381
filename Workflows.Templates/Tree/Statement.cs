namespace Workflows.Templates.Tree;

internal abstract class Statement : Node
{
    public abstract Flow Execute(RenderContext context);
}
