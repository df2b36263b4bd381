namespace Workflows.JavaScript.Execution;

internal sealed class EmptyAct : Act
{
    public override Signal Run(Frame f) => Signal.Normal;
}

/// <summary>Put in at regular depths of deep nesting, like <see cref="GuardOp"/>.</summary>
internal sealed class GuardAct(Act inner) : Act
{
    public override Signal Run(Frame f)
    {
        f.Realm.EnsureStack();
        return inner.Run(f);
    }
}

internal sealed class ExpressionAct(Op value) : Act
{
    public override Signal Run(Frame f)
    {
        value.Run(f);
        return Signal.Normal;
    }
}

/// <summary>An expression statement of the script itself: its value is the completion value.</summary>
internal sealed class CompletionAct(Op value) : Act
{
    public override Signal Run(Frame f)
    {
        f.Result = value.Run(f);
        return Signal.Normal;
    }
}

/// <summary>A compound statement of the script itself: without a value inside it completes with undefined.</summary>
internal sealed class ResetAct(Act inner) : Act
{
    public override Signal Run(Frame f)
    {
        f.Result = default;
        return inner.Run(f);
    }
}

internal sealed class InitializeAct(Assignable target, Op? value, bool assign) : Act
{
    public override Signal Run(Frame f)
    {
        var result = value is null ? default : value.Run(f);
        if (assign)
        {
            target.Set(f, result);
        }
        else
        {
            target.Initialize(f, result);
        }

        return Signal.Normal;
    }
}

internal sealed class SequenceAct(Act[] items) : Act
{
    public override Signal Run(Frame f)
    {
        foreach (var item in items)
        {
            var signal = item.Run(f);
            if (signal != Signal.Normal)
            {
                return signal;
            }
        }

        return Signal.Normal;
    }
}

/// <summary>What entering a scope takes: a heap scope if variables are captured, markers for those not initialised yet.</summary>
internal sealed class BlockScope(int heapSlots, int[] heapTdz, int[] frameTdz)
{
    public bool HasHeap => heapSlots > 0;

    public void Enter(Frame f)
    {
        if (heapSlots > 0)
        {
            f.Realm.Charge(48 + (heapSlots * 16));
            var values = new JsValue[heapSlots];
            foreach (var slot in heapTdz)
            {
                values[slot] = JsValue.Empty;
            }

            f.Scope = new HeapScope(values, f.Scope);
        }

        foreach (var slot in frameTdz)
        {
            f.Locals[slot] = JsValue.Empty;
        }
    }

    /// <summary>Gives the next round of a loop its own copy of the captured loop variables.</summary>
    public static void Copy(Frame f)
    {
        var scope = f.Scope!;
        f.Realm.Charge(48 + (scope.Values.Length * 16));
        f.Scope = new HeapScope((JsValue[])scope.Values.Clone(), scope.Outer);
    }
}

internal sealed class BlockAct(BlockScope scope, (FunctionInfo Info, Assignable Target)[] functions, Act[] body) : Act
{
    public override Signal Run(Frame f)
    {
        var outer = f.Scope;
        scope.Enter(f);
        foreach (var (info, target) in functions)
        {
            target.Initialize(f, JsValue.Of(f.Realm.NewFunction(info, f)));
        }

        var signal = Signal.Normal;
        foreach (var item in body)
        {
            signal = item.Run(f);
            if (signal != Signal.Normal)
            {
                break;
            }
        }

        f.Scope = outer;
        return signal;
    }
}

/// <summary>Reaching a sloppy block function also assigns the function-wide variable of its name.</summary>
internal sealed class CopyFunctionAct(Assignable inner, Assignable outer) : Act
{
    public override Signal Run(Frame f)
    {
        outer.Set(f, inner.Run(f));
        return Signal.Normal;
    }
}

internal sealed class IfAct(Op test, Act then, Act? otherwise) : Act
{
    public override Signal Run(Frame f) =>
        test.RunBool(f) ? then.Run(f) : otherwise is null ? Signal.Normal : otherwise.Run(f);
}

internal sealed class ReturnAct(Op? value) : Act
{
    public override Signal Run(Frame f)
    {
        f.Result = value is null ? default : value.Run(f);
        return Signal.Return;
    }
}

internal sealed class ThrowAct(Op value) : Act
{
    public override Signal Run(Frame f)
    {
        var thrown = value.Run(f);
        f.Position = Position;
        throw f.Realm.Throw(thrown);
    }
}

internal sealed class JumpAct(Signal signal, string? label) : Act
{
    public override Signal Run(Frame f)
    {
        f.Label = label;
        return signal;
    }
}

internal sealed class LabelAct(string label, Act body) : Act
{
    public override Signal Run(Frame f)
    {
        var signal = body.Run(f);
        if (signal == Signal.Break && f.Label == label)
        {
            f.Label = null;
            return Signal.Normal;
        }

        return signal;
    }
}

internal sealed class SwitchAct(BlockScope scope, (FunctionInfo Info, Assignable Target)[] functions, Op value, (Op? Test, Act[] Body)[] cases) : Act
{
    public override Signal Run(Frame f)
    {
        var subject = value.Run(f);
        var outer = f.Scope;
        scope.Enter(f);
        foreach (var (info, target) in functions)
        {
            target.Initialize(f, JsValue.Of(f.Realm.NewFunction(info, f)));
        }

        var start = -1;
        for (var i = 0; i < cases.Length && start < 0; i++)
        {
            if (cases[i].Test is { } test && Operators.StrictEquals(f.Realm, test.Run(f), subject))
            {
                start = i;
            }
        }

        start = start < 0 ? Array.FindIndex(cases, c => c.Test is null) : start;
        var signal = Signal.Normal;
        for (var i = start; i >= 0 && i < cases.Length && signal == Signal.Normal; i++)
        {
            foreach (var act in cases[i].Body)
            {
                signal = act.Run(f);
                if (signal != Signal.Normal)
                {
                    break;
                }
            }
        }

        f.Scope = outer;
        return signal == Signal.Break && f.Label is null ? Signal.Normal : signal;
    }
}
