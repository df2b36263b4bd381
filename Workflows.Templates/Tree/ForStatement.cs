namespace Workflows.Templates.Tree;

internal class ForStatement(PathExpression variable, Expression list, LoopOptions options, Block body, Block? otherwise) : Statement
{
    public PathExpression Variable => variable;

    public Expression List => list;

    public LoopOptions Options => options;

    public Block Body => body;

    public Block? Otherwise => otherwise;

    public override Flow Execute(RenderContext context)
    {
        var run = Begin(context, list.Evaluate(context));
        if (run.Loop.Length == 0)
        {
            return otherwise?.Execute(context) ?? Flow.Next;
        }

        Open(context, ref run);
        var flow = Flow.Next;
        while (Step(context, ref run))
        {
            flow = body.Execute(context);
            AfterItem(context, run.Loop);
            if (flow is Flow.Break or Flow.Return)
            {
                break;
            }
        }

        Close(context, run);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    /// <summary>Evaluates the options and finds which elements the loop goes over.</summary>
    public LoopRun Begin(RenderContext context, Value value)
    {
        if (!Items.CanIterate(value))
        {
            throw list.Error($"A loop needs an array or an object, not {RenderContext.NameOf(value)}.");
        }

        var items = Items.Of(context, value, list);
        var offset = options.Offset is null ? 0 : Math.Max(0, context.ToInt(options.Offset.Evaluate(context), options.Offset));
        string? key = null;
        if (context.IsLiquid)
        {
            key = string.Concat("for:", variable.Text, " ", list.Text);
            if (options.Continues && context.Counters.TryGetValue(key, out var reached))
            {
                offset = reached;
            }
        }

        var count = Math.Max(0, items.Count - offset);
        if (options.Limit is not null)
        {
            count = Math.Min(count, Math.Max(0, context.ToInt(options.Limit.Evaluate(context), options.Limit)));
        }

        if (key is not null)
        {
            context.Counters[key] = offset + count;
        }

        var columns = options.Columns is null ? 1 : Math.Max(1, context.ToInt(options.Columns.Evaluate(context), options.Columns));
        return new LoopRun(items, offset, new LoopState { Index = -1, Length = count, Columns = columns });
    }

    public void Open(RenderContext context, ref LoopRun run)
    {
        run.Loop.Outer = context.Loop;
        context.Loop = run.Loop;
        context.LoopDepth++;
        run.Slot = variable is GlobalVariable global ? context.PushLoopVariable(global.Name) : -1;
    }

    /// <summary>Moves to the next element; false after the last.</summary>
    public bool Step(RenderContext context, ref LoopRun run)
    {
        var loop = run.Loop;
        if (++loop.Index >= loop.Length)
        {
            return false;
        }

        context.CountStep(this);
        var at = options.IsReversed ? run.Offset + loop.Length - 1 - loop.Index : run.Offset + loop.Index;
        var item = run.Items[at];
        loop.Changed = loop.Index == 0 || !Operators.AreEqual(context, item, run.Previous);
        run.Previous = item;
        if (run.Slot >= 0)
        {
            context.SetLoopVariable(run.Slot, item);
        }
        else
        {
            variable.Assign(context, item);
        }

        BeforeItem(context, loop);
        return true;
    }

    public void Close(RenderContext context, in LoopRun run)
    {
        if (run.Slot >= 0)
        {
            context.PopScope();
        }
        else if (variable is LocalVariable local)
        {
            context.Frame.RemoveLocal(local.Name);
        }

        context.LoopDepth--;
        context.Loop = run.Loop.Outer;
        AfterLoop(context, run.Loop);
    }

    public virtual void AfterItem(RenderContext context, LoopState loop)
    {
    }

    protected virtual void BeforeItem(RenderContext context, LoopState loop)
    {
    }

    protected virtual void AfterLoop(RenderContext context, LoopState loop)
    {
    }
}
