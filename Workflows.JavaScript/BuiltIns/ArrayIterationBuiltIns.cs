namespace Workflows.JavaScript.BuiltIns;

/// <summary>The array functions that take a callback.</summary>
internal static class ArrayIterationBuiltIns
{
    public static JsValue Iterate(Realm realm, in JsValue self, IterationKind kind)
    {
        realm.Charge(100);
        return JsValue.Of(new ArrayIterator(realm[Intrinsic.ArrayIteratorPrototype], Operators.ToObject(realm, self), kind));
    }

    public static JsValue Values(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => Iterate(realm, self, IterationKind.Values);

    /// <summary>Calls the callback for an element that exists; false for a hole.</summary>
    private static bool Visit(Realm realm, JsObject o, double index, JsFunction callback, in JsValue self, out JsValue item, out JsValue result)
    {
        realm.Step();
        if (o is JsArray { IsDense: true } array && index < array.Length)
        {
            item = array.DenseAt((uint)index);
            if (!item.IsEmpty)
            {
                result = Call(realm, callback, self, item, index, o);
                return true;
            }
        }

        if (!ArrayBuiltIns.Has(realm, o, index))
        {
            item = default;
            result = default;
            return false;
        }

        item = ArrayBuiltIns.Get(realm, o, index);
        result = Call(realm, callback, self, item, index, o);
        return true;
    }

    private static JsValue Call(Realm realm, JsFunction callback, in JsValue self, in JsValue item, double index, JsObject o)
    {
        var values = default(ThreeValues);
        values[0] = item;
        values[1] = JsValue.Of(index);
        values[2] = JsValue.Of(o);
        return callback.Call(realm, self, values);
    }

    public static JsValue ForEach(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        for (double i = 0; i < length; i++)
        {
            Visit(realm, o, i, callback, a.At(1), out _, out _);
        }

        return default;
    }

    public static JsValue Map(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        var result = ArrayBuiltIns.SpeciesCreate(realm, o, length);
        for (double i = 0; i < length; i++)
        {
            if (Visit(realm, o, i, callback, a.At(1), out _, out var mapped))
            {
                result.CreateData(realm, ArrayBuiltIns.Key(i), mapped);
            }
        }

        return JsValue.Of(result);
    }

    public static JsValue Filter(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        var result = ArrayBuiltIns.SpeciesCreate(realm, o, 0);
        double kept = 0;
        for (double i = 0; i < length; i++)
        {
            if (Visit(realm, o, i, callback, a.At(1), out var item, out var keep) && Operators.ToBoolean(keep))
            {
                if (result is JsArray { IsDense: true } array && array.Length == kept)
                {
                    array.Append(realm, item);
                }
                else
                {
                    result.CreateData(realm, ArrayBuiltIns.Key(kept), item);
                }

                kept++;
            }
        }

        return JsValue.Of(result);
    }

    public static JsValue Every(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        for (double i = 0; i < length; i++)
        {
            if (Visit(realm, o, i, callback, a.At(1), out _, out var result) && !Operators.ToBoolean(result))
            {
                return JsValue.False;
            }
        }

        return JsValue.True;
    }

    public static JsValue Some(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        for (double i = 0; i < length; i++)
        {
            if (Visit(realm, o, i, callback, a.At(1), out _, out var result) && Operators.ToBoolean(result))
            {
                return JsValue.True;
            }
        }

        return JsValue.False;
    }

    public static JsValue Find(Realm realm, JsValue self, ReadOnlySpan<JsValue> a, bool position, bool fromEnd)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        for (double n = 0; n < length; n++)
        {
            realm.Step();
            var i = fromEnd ? length - 1 - n : n;
            var item = ArrayBuiltIns.Get(realm, o, i);
            if (Operators.ToBoolean(Call(realm, callback, a.At(1), item, i, o)))
            {
                return position ? JsValue.Of(i) : item;
            }
        }

        return position ? JsValue.Of(-1) : default;
    }

    public static JsValue Reduce(Realm realm, JsValue self, ReadOnlySpan<JsValue> a, bool right)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        var started = a.Length > 1;
        var result = a.At(1);
        for (double n = 0; n < length; n++)
        {
            realm.Step();
            var i = right ? length - 1 - n : n;
            if (!ArrayBuiltIns.Has(realm, o, i))
            {
                continue;
            }

            var item = ArrayBuiltIns.Get(realm, o, i);
            result = started ? callback.Call(realm, default, [result, item, JsValue.Of(i), JsValue.Of(o)]) : item;
            started = true;
        }

        return started ? result : throw realm.TypeError("Reduce of empty array with no initial value");
    }
}
