namespace Workflows.JavaScript.BuiltIns;

/// <summary>The array functions that cut, join and copy.</summary>
internal static class ArrayCopyBuiltIns
{
    public static JsValue Slice(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var start = Arguments.Relative(realm, a.At(0), length, 0);
        var end = Arguments.Relative(realm, a.At(1), length, length);
        var result = ArrayBuiltIns.SpeciesCreate(realm, o, Math.Max(end - start, 0));
        double n = 0;
        for (var i = start; i < end; i++, n++)
        {
            realm.Step();
            if (ArrayBuiltIns.Has(realm, o, i))
            {
                result.CreateData(realm, ArrayBuiltIns.Key(n), ArrayBuiltIns.Get(realm, o, i));
            }
        }

        ArrayBuiltIns.SetLength(realm, result, n);
        return JsValue.Of(result);
    }

    public static JsValue Splice(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var start = Arguments.Relative(realm, a.At(0), length, 0);
        var insert = Math.Max(a.Length - 2, 0);
        var remove = a.Length switch
        {
            0 => 0,
            1 => length - start,
            _ => Math.Min(Math.Max(Operators.ToInteger(realm, a[1]), 0), length - start),
        };
        if (length + insert - remove > 9007199254740991d)
        {
            throw realm.TypeError("The array would be too long");
        }

        var result = ArrayBuiltIns.SpeciesCreate(realm, o, remove);
        for (double i = 0; i < remove; i++)
        {
            realm.Step();
            if (ArrayBuiltIns.Has(realm, o, start + i))
            {
                result.CreateData(realm, ArrayBuiltIns.Key(i), ArrayBuiltIns.Get(realm, o, start + i));
            }
        }

        ArrayBuiltIns.SetLength(realm, result, remove);
        if (insert != remove)
        {
            ArrayBuiltIns.Move(realm, o, start + remove, start + insert, length - start - remove);
            for (var i = length - 1; i >= length - remove + insert; i--)
            {
                realm.Step();
                ArrayBuiltIns.Remove(realm, o, i);
            }
        }

        for (var i = 0; i < insert; i++)
        {
            ArrayBuiltIns.Put(realm, o, start + i, a[i + 2]);
        }

        ArrayBuiltIns.SetLength(realm, o, length - remove + insert);
        return JsValue.Of(result);
    }

    public static JsValue Flat(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var depth = a.At(0).IsUndefined ? 1 : Operators.ToInteger(realm, a.At(0));
        var result = ArrayBuiltIns.SpeciesCreate(realm, o, 0);
        double at = 0;
        Flatten(realm, result, ref at, o, length, depth, null, default);
        return JsValue.Of(result);
    }

    public static JsValue FlatMap(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var callback = a.Callback(realm, 0);
        var result = ArrayBuiltIns.SpeciesCreate(realm, o, 0);
        double at = 0;
        Flatten(realm, result, ref at, o, length, 1, callback, a.At(1));
        return JsValue.Of(result);
    }

    private static void Flatten(Realm realm, JsObject target, ref double at, JsObject source, double length, double depth, JsFunction? map, in JsValue self)
    {
        realm.EnsureStack();
        for (double i = 0; i < length; i++)
        {
            realm.Step();
            if (!ArrayBuiltIns.Has(realm, source, i))
            {
                continue;
            }

            var item = ArrayBuiltIns.Get(realm, source, i);
            if (map is not null)
            {
                item = map.Call(realm, self, [item, JsValue.Of(i), JsValue.Of(source)]);
            }

            if (depth > 0 && item.Ref is JsObject { IsArray: true } inner)
            {
                Flatten(realm, target, ref at, inner, Operators.LengthOf(realm, inner), depth - 1, null, default);
            }
            else
            {
                target.CreateData(realm, ArrayBuiltIns.Key(at++), item);
            }
        }
    }

    /// <summary>All elements of an array-like object, holes read through.</summary>
    public static JsValue[] Elements(Realm realm, in JsValue self)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length > uint.MaxValue)
        {
            throw realm.RangeError("Invalid array length");
        }

        realm.Charge((long)length * 16);
        var items = new JsValue[(int)length];
        for (var i = 0; i < items.Length; i++)
        {
            realm.Step();
            items[i] = o.GetIndex(realm, (uint)i);
        }

        return items;
    }

    public static JsValue ToReversed(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length > uint.MaxValue)
        {
            throw realm.RangeError("Invalid array length");
        }

        realm.Charge((long)length * 16);
        var items = new JsValue[(int)length];
        for (var i = 0; i < items.Length; i++)
        {
            realm.Step();
            items[i] = o.GetIndex(realm, (uint)(items.Length - 1 - i));
        }

        return JsValue.Of(realm.NewArray(items));
    }

    public static JsValue With(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var index = Operators.ToInteger(realm, a.At(0));
        index = index < 0 ? length + index : index;
        if (index < 0 || index >= length)
        {
            throw realm.RangeError("Invalid index");
        }

        var items = Elements(realm, JsValue.Of(o));
        items[(int)index] = a.At(1);
        return JsValue.Of(realm.NewArray(items));
    }

    public static JsValue ToSpliced(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var start = Arguments.Relative(realm, a.At(0), length, 0);
        var skip = a.Length switch
        {
            0 => 0,
            1 => length - start,
            _ => Math.Min(Math.Max(Operators.ToInteger(realm, a[1]), 0), length - start),
        };
        var insert = Math.Max(a.Length - 2, 0);
        var total = length + insert - skip;
        if (total > 9007199254740991d)
        {
            throw realm.TypeError("The array would be too long");
        }

        if (total > uint.MaxValue)
        {
            throw realm.RangeError("Invalid array length");
        }

        var result = realm.NewArray([]);
        for (double i = 0; i < start; i++)
        {
            realm.Step();
            result.Append(realm, ArrayBuiltIns.Get(realm, o, i));
        }

        for (var i = 0; i < insert; i++)
        {
            result.Append(realm, a[i + 2]);
        }

        for (var i = start + skip; i < length; i++)
        {
            realm.Step();
            result.Append(realm, ArrayBuiltIns.Get(realm, o, i));
        }

        return JsValue.Of(result);
    }
}
