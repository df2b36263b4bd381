namespace Workflows.JavaScript.Execution;

internal sealed class AssignOp(Assignable target, Op value) : Op
{
    public override JsValue Run(Frame f)
    {
        var result = value.Run(f);
        target.Set(f, result);
        return result;
    }
}

internal sealed class AssignPlaceOp(PlaceOp place, Op value) : Op
{
    public override JsValue Run(Frame f)
    {
        place.Prepare(f, out var target, out var key, false);
        var result = value.Run(f);
        place.Write(f, target, key, result);
        return result;
    }
}

internal sealed class CompoundOp(Assignable target, BinaryOp op, Op value) : Op
{
    public override JsValue Run(Frame f)
    {
        var old = target.Run(f);
        var operand = value.Run(f);
        var result = op.Apply(f, old, operand);
        target.Set(f, result);
        return result;
    }
}

internal sealed class CompoundPlaceOp(PlaceOp place, BinaryOp op, Op value) : Op
{
    public override JsValue Run(Frame f)
    {
        place.Prepare(f, out var target, out var key, true);
        var old = place.Read(f, target, key);
        var operand = value.Run(f);
        var result = op.Apply(f, old, operand);
        place.Write(f, target, key, result);
        return result;
    }
}

/// <summary>&amp;&amp;=, ||= and ??=: assigns only when the old value asks for it.</summary>
internal sealed class LogicalAssignOp(Assignable target, T op, Op value) : Op
{
    public override JsValue Run(Frame f)
    {
        JsValue holder = default;
        JsValue key = default;
        var place = target as PlaceOp;
        place?.Prepare(f, out holder, out key, true);
        var old = place is null ? target.Run(f) : place.Read(f, holder, key);
        var done = op switch
        {
            T.LogicalAndAssign => !Operators.ToBoolean(old),
            T.LogicalOrAssign => Operators.ToBoolean(old),
            _ => !old.IsNullish,
        };
        if (done)
        {
            return old;
        }

        var result = value.Run(f);
        if (place is null)
        {
            target.Set(f, result);
        }
        else
        {
            place.Write(f, holder, key, result);
        }

        return result;
    }
}

internal sealed class UpdateOp(Assignable target, double delta, bool prefix) : Op
{
    public override JsValue Run(Frame f)
    {
        var old = target.Run(f);
        if (!old.IsNumber)
        {
            f.Position = Position;
            old = JsValue.Of(Operators.ToNumber(f.Realm, old));
        }

        var result = JsValue.Of(old.Num + delta);
        target.Set(f, result);
        return prefix ? result : old;
    }
}

internal sealed class UpdateLocalOp(int slot, double delta, bool prefix) : Op
{
    public override JsValue Run(Frame f)
    {
        ref var place = ref f.Locals[slot];
        var old = place;
        if (!old.IsNumber)
        {
            f.Position = Position;
            old = JsValue.Of(Operators.ToNumber(f.Realm, old));
            place = ref f.Locals[slot];
        }

        place = JsValue.Of(old.Num + delta);
        return prefix ? place : old;
    }
}

internal sealed class UpdatePlaceOp(PlaceOp place, double delta, bool prefix) : Op
{
    public override JsValue Run(Frame f)
    {
        place.Prepare(f, out var target, out var key, true);
        var old = JsValue.Of(Operators.ToNumber(f.Realm, place.Read(f, target, key)));
        var result = JsValue.Of(old.Num + delta);
        place.Write(f, target, key, result);
        return prefix ? result : old;
    }
}

internal sealed class ArrayPatternOp((Assignable? Target, Op? Default, bool IsRest)[] elements) : Assignable
{
    public override JsValue Run(Frame f) => throw new InvalidOperationException("A pattern has no value.");

    public override void Set(Frame f, in JsValue value) => Bind(f, value, false);

    public override void Initialize(Frame f, in JsValue value) => Bind(f, value, true);

    private void Bind(Frame f, in JsValue value, bool initialize)
    {
        f.Position = Position;
        var iteration = Iteration.Of(f.Realm, value);
        ThrowException? failure = null;
        try
        {
            foreach (var (target, fallback, rest) in elements)
            {
                var place = initialize ? null : target as PlaceOp;
                JsValue holder = default;
                JsValue key = default;
                place?.Prepare(f, out holder, out key, false);
                JsValue item;
                if (rest)
                {
                    var items = new List<JsValue>();
                    while (iteration.MoveNext(out var next))
                    {
                        f.Realm.Charge(16);
                        items.Add(next);
                    }

                    item = JsValue.Of(f.Realm.NewArray([.. items]));
                }
                else
                {
                    iteration.MoveNext(out item);
                }

                if (target is null)
                {
                    continue;
                }

                if (item.IsUndefined && fallback is not null)
                {
                    item = fallback.Run(f);
                }

                Store(f, target, place, holder, key, item, initialize);
            }
        }
        catch (ThrowException thrown)
        {
            failure = thrown;
        }

        if (failure is not null)
        {
            throw iteration.Abandon(failure);
        }

        iteration.Close();
    }

    internal static void Store(Frame f, Assignable target, PlaceOp? place, in JsValue holder, in JsValue key, in JsValue item, bool initialize)
    {
        if (place is not null)
        {
            place.Write(f, holder, key, item);
        }
        else if (initialize)
        {
            target.Initialize(f, item);
        }
        else
        {
            target.Set(f, item);
        }
    }
}

internal sealed class ObjectPatternOp((Assignable Target, PropertyKey? Name, Op? Computed, Op? Default, bool IsRest)[] elements) : Assignable
{
    public override JsValue Run(Frame f) => throw new InvalidOperationException("A pattern has no value.");

    public override void Set(Frame f, in JsValue value) => Bind(f, value, false);

    public override void Initialize(Frame f, in JsValue value) => Bind(f, value, true);

    private void Bind(Frame f, in JsValue value, bool initialize)
    {
        f.Position = Position;
        var realm = f.Realm;
        if (value.IsNullish)
        {
            throw realm.TypeError($"Cannot destructure '{(value.IsNull ? "null" : "undefined")}' as it is {(value.IsNull ? "null" : "undefined")}.");
        }

        List<PropertyKey>? used = null;
        if (elements.Length > 0 && elements[^1].IsRest)
        {
            used = [];
        }

        foreach (var (target, name, computed, fallback, rest) in elements)
        {
            var key = name ?? (computed is null ? default : Operators.ToPropertyKey(realm, computed.Run(f)));
            var place = initialize ? null : target as PlaceOp;
            JsValue holder = default;
            JsValue placeKey = default;
            place?.Prepare(f, out holder, out placeKey, false);
            JsValue item;
            if (rest)
            {
                item = JsValue.Of(Operators.CopyRest(realm, value, used!));
            }
            else
            {
                used?.Add(key);
                item = Operators.GetMember(realm, value, key);
                if (item.IsUndefined && fallback is not null)
                {
                    item = fallback.Run(f);
                }
            }

            ArrayPatternOp.Store(f, target, place, holder, placeKey, item, initialize);
        }
    }
}

/// <summary>A binding with a default, as parameters and nested patterns have them.</summary>
internal sealed class ParameterAct(int slot, Assignable target, Op? fallback) : Act
{
    public override Signal Run(Frame f)
    {
        var value = f.Locals[slot];
        if (value.IsUndefined && fallback is not null)
        {
            value = fallback.Run(f);
        }

        target.Initialize(f, value);
        return Signal.Normal;
    }
}
