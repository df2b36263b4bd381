namespace Workflows.JavaScript.Execution;

/// <summary>
/// try, catch and finally. Only script exceptions are caught: a limit that is reached passes through without running any more of the script.
/// Handlers run after the .NET exception is over, so that catching in a loop or in a recursion does not pile up stack.
/// </summary>
internal sealed class TryAct(Act body, BlockScope? scope, Assignable? parameter, Act? handler, Act? final) : Act
{
    public override Signal Run(Frame f)
    {
        var depth = f.Realm.Depth;
        var outer = f.Scope;
        var signal = Signal.Normal;
        ThrowException? pending = null;
        try
        {
            signal = body.Run(f);
        }
        catch (ThrowException thrown)
        {
            pending = thrown;
        }

        if (pending is not null && handler is not null)
        {
            f.Realm.Unwind(depth);
            f.Scope = outer;
            var caught = pending;
            pending = null;
            if (final is null)
            {
                return Handle(f, outer, caught);
            }

            try
            {
                signal = Handle(f, outer, caught);
            }
            catch (ThrowException thrown)
            {
                pending = thrown;
            }
        }

        return final is null ? Rethrow(signal, pending) : Finish(f, depth, outer, signal, pending);
    }

    private static Signal Rethrow(Signal signal, ThrowException? pending)
    {
        if (pending is not null)
        {
            throw pending;
        }

        return signal;
    }

    private Signal Handle(Frame f, HeapScope? outer, ThrowException caught)
    {
        f.Result = default;
        scope!.Enter(f);
        parameter?.Initialize(f, caught.Value);
        var signal = handler!.Run(f);
        f.Scope = outer;
        return signal;
    }

    private Signal Finish(Frame f, int depth, HeapScope? outer, Signal signal, ThrowException? pending)
    {
        f.Realm.Unwind(depth);
        f.Scope = outer;
        var label = f.Label;
        var result = f.Result;
        f.Label = null;
        f.Result = default;
        var last = final!.Run(f);
        if (last != Signal.Normal)
        {
            return last;
        }

        f.Label = label;
        f.Result = result;
        return Rethrow(signal, pending);
    }
}
