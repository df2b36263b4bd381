namespace Workflows.JavaScript.Execution;

internal abstract class LoopAct(string[] labels) : Act
{
    /// <summary>True when the loop must end with <paramref name="signal"/>, which is then what it hands on.</summary>
    protected bool Leaves(Frame f, ref Signal signal)
    {
        switch (signal)
        {
            case Signal.Break when f.Label is null:
                signal = Signal.Normal;
                return true;
            case Signal.Continue when f.Label is null || Array.IndexOf(labels, f.Label) >= 0:
                f.Label = null;
                signal = Signal.Normal;
                return false;
            default:
                return true;
        }
    }
}

internal sealed class WhileAct(Op test, Act body, bool testFirst, string[] labels) : LoopAct(labels)
{
    public override Signal Run(Frame f)
    {
        if (testFirst && !test.RunBool(f))
        {
            return Signal.Normal;
        }

        var scope = f.Scope;
        do
        {
            f.Realm.Step();
            var signal = body.Run(f);
            if (signal != Signal.Normal)
            {
                f.Scope = scope;
                if (Leaves(f, ref signal))
                {
                    return signal;
                }
            }
        }
        while (test.RunBool(f));
        return Signal.Normal;
    }
}

internal sealed class ForAct(BlockScope scope, Act? init, Op? test, Op? update, Act body, string[] labels) : LoopAct(labels)
{
    public override Signal Run(Frame f)
    {
        var realm = f.Realm;
        var outer = f.Scope;
        scope.Enter(f);
        init?.Run(f);
        var copy = scope.HasHeap;
        if (copy)
        {
            BlockScope.Copy(f);
        }

        while (test is null || test.RunBool(f))
        {
            realm.Step();
            var round = f.Scope;
            var signal = body.Run(f);
            if (signal != Signal.Normal)
            {
                f.Scope = round;
                if (Leaves(f, ref signal))
                {
                    f.Scope = outer;
                    return signal;
                }
            }

            if (copy)
            {
                BlockScope.Copy(f);
            }

            update?.Run(f);
        }

        f.Scope = outer;
        return Signal.Normal;
    }
}

internal sealed class ForOfAct(BlockScope scope, Assignable target, bool declares, Op subject, Act body, string[] labels) : LoopAct(labels)
{
    public override Signal Run(Frame f)
    {
        var outer = f.Scope;
        scope.Enter(f);
        var value = subject.Run(f);
        f.Scope = outer;
        f.Position = Position;
        var iteration = Iteration.Of(f.Realm, value);
        while (iteration.MoveNext(out var item))
        {
            var signal = Signal.Normal;
            ThrowException? failure = null;
            try
            {
                scope.Enter(f);
                if (declares)
                {
                    target.Initialize(f, item);
                }
                else
                {
                    target.Set(f, item);
                }

                signal = body.Run(f);
            }
            catch (ThrowException thrown)
            {
                failure = thrown;
            }

            if (failure is not null)
            {
                throw iteration.Abandon(failure);
            }

            f.Scope = outer;
            if (signal != Signal.Normal && Leaves(f, ref signal))
            {
                var label = f.Label;
                var result = f.Result;
                iteration.Close();
                f.Label = label;
                f.Result = result;
                return signal;
            }
        }

        return Signal.Normal;
    }
}

internal sealed class ForInAct(BlockScope scope, Assignable target, bool declares, Op subject, Act body, string[] labels) : LoopAct(labels)
{
    public override Signal Run(Frame f)
    {
        var realm = f.Realm;
        var outer = f.Scope;
        scope.Enter(f);
        var value = subject.Run(f);
        f.Scope = outer;
        if (value.IsNullish)
        {
            return Signal.Normal;
        }

        var seen = new HashSet<PropertyKey>();
        for (var o = Operators.ToObject(realm, value); o is not null; o = o.Prototype)
        {
            foreach (var key in o.OwnKeys(realm))
            {
                realm.Step();
                if (key.IsSymbol || !o.TryGetOwn(realm, key, out var own) || !seen.Add(key) || !own.Enumerable)
                {
                    continue;
                }

                scope.Enter(f);
                var name = JsValue.Of(key.ToString());
                if (declares)
                {
                    target.Initialize(f, name);
                }
                else
                {
                    target.Set(f, name);
                }

                var signal = body.Run(f);
                f.Scope = outer;
                if (signal != Signal.Normal && Leaves(f, ref signal))
                {
                    return signal;
                }
            }
        }

        return Signal.Normal;
    }
}
