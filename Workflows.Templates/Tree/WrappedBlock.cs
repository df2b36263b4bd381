namespace Workflows.Templates.Tree;

/// <summary><c>$$</c>: runs the statements given to <c>wrap</c>.</summary>
internal sealed class WrappedBlock : Expression
{
    public override Value Evaluate(RenderContext context)
    {
        var block = context.Frame.Wrapped;
        if (block is not null)
        {
            context.EnterCall(this);
            context.Frame.Wrapped = null;
            block.Execute(context);
            context.Frame.Wrapped = block;
            context.LeaveCall();
        }

        return default;
    }
}
