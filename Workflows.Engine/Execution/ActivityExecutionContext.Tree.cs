namespace Workflows.Engine.Execution;

/// <content>The tree of live runs: an intrusive list, so that a run costs no collection.</content>
public sealed partial class ActivityExecutionContext
{
    internal ActivityExecutionContext? FirstChild { get; private set; }

    internal ActivityExecutionContext? NextSibling { get; private set; }

    private ActivityExecutionContext? LastChild { get; set; }

    private ActivityExecutionContext? PreviousSibling { get; set; }

    internal bool IsAttached { get; private set; }

    internal void Attach(ActivityExecutionContext child)
    {
        child.ParentActivityExecutionContext = this;
        child.IsAttached = true;
        child.PreviousSibling = LastChild;
        child.NextSibling = null;
        if (LastChild is null)
        {
            FirstChild = child;
        }
        else
        {
            LastChild.NextSibling = child;
        }

        LastChild = child;
    }

    internal void AttachAsRoot() => IsAttached = true;

    /// <summary>Takes the run out of the tree; it keeps its own pointers upwards.</summary>
    internal void Detach()
    {
        if (!IsAttached)
        {
            return;
        }

        IsAttached = false;
        var parent = ParentActivityExecutionContext;
        if (parent is null)
        {
            return;
        }

        if (PreviousSibling is null)
        {
            parent.FirstChild = NextSibling;
        }
        else
        {
            PreviousSibling.NextSibling = NextSibling;
        }

        if (NextSibling is null)
        {
            parent.LastChild = PreviousSibling;
        }
        else
        {
            NextSibling.PreviousSibling = PreviousSibling;
        }
    }

    internal IEnumerable<ActivityExecutionContext> EnumerateChildren()
    {
        for (var child = FirstChild; child is not null;)
        {
            var next = child.NextSibling;
            yield return child;
            child = next;
        }
    }

    internal IEnumerable<ActivityExecutionContext> EnumerateTree()
    {
        yield return this;
        for (var child = FirstChild; child is not null;)
        {
            var next = child.NextSibling;
            foreach (var descendant in child.EnumerateTree())
            {
                yield return descendant;
            }

            child = next;
        }
    }
}
