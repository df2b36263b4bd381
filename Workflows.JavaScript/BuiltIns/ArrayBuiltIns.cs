namespace Workflows.JavaScript.BuiltIns;

/// <summary>The Array constructor, its prototype and what all array functions share. They work on anything with a length.</summary>
internal static partial class ArrayBuiltIns
{
    private const double MaxLength = 9007199254740991;
    private static readonly PropertyKey ConstructorKey = "constructor";
    private static readonly PropertyKey LengthKey = "length";

    public static readonly Template Statics = new Template()
        .Method("from", 1, From)
        .Method("isArray", 1, static (_, _, a) => JsValue.Of(Operators.IsArray(a.At(0))))
        .Method("of", 0, static (r, self, a) =>
        {
            var result = Create(r, self, a.Length);
            for (var i = 0; i < a.Length; i++)
            {
                r.Step();
                result.CreateData(r, PropertyKey.Of((long)i), a[i]);
            }

            SetLength(r, result, a.Length);
            return JsValue.Of(result);
        })
        .Getter(JsSymbol.Species, "[Symbol.species]", static (_, self, _) => self);

    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Array]))
        .Constant("length", JsValue.Of(0), Attributes.Writable)
        .Method("at", 1, At)
        .Method("concat", 1, Concat)
        .Method("copyWithin", 2, CopyWithin)
        .Method("entries", 0, static (r, self, _) => ArrayIterationBuiltIns.Iterate(r, self, IterationKind.Entries))
        .Method("every", 1, ArrayIterationBuiltIns.Every)
        .Method("fill", 1, Fill)
        .Method("filter", 1, ArrayIterationBuiltIns.Filter)
        .Method("find", 1, static (r, self, a) => ArrayIterationBuiltIns.Find(r, self, a, false, false))
        .Method("findIndex", 1, static (r, self, a) => ArrayIterationBuiltIns.Find(r, self, a, true, false))
        .Method("findLast", 1, static (r, self, a) => ArrayIterationBuiltIns.Find(r, self, a, false, true))
        .Method("findLastIndex", 1, static (r, self, a) => ArrayIterationBuiltIns.Find(r, self, a, true, true))
        .Method("flat", 0, ArrayCopyBuiltIns.Flat)
        .Method("flatMap", 1, ArrayCopyBuiltIns.FlatMap)
        .Method("forEach", 1, ArrayIterationBuiltIns.ForEach)
        .Method("includes", 1, Includes)
        .Method("indexOf", 1, IndexOf)
        .Method("join", 1, Join)
        .Method("keys", 0, static (r, self, _) => ArrayIterationBuiltIns.Iterate(r, self, IterationKind.Keys))
        .Method("lastIndexOf", 1, LastIndexOf)
        .Method("map", 1, ArrayIterationBuiltIns.Map)
        .Method("pop", 0, Pop)
        .Method("push", 1, Push)
        .Method("reduce", 1, static (r, self, a) => ArrayIterationBuiltIns.Reduce(r, self, a, false))
        .Method("reduceRight", 1, static (r, self, a) => ArrayIterationBuiltIns.Reduce(r, self, a, true))
        .Method("reverse", 0, Reverse)
        .Method("shift", 0, Shift)
        .Method("slice", 2, ArrayCopyBuiltIns.Slice)
        .Method("some", 1, ArrayIterationBuiltIns.Some)
        .Method("sort", 1, ArraySort.Sort)
        .Method("splice", 2, ArrayCopyBuiltIns.Splice)
        .Method("toLocaleString", 0, static (r, self, _) => JoinWith(r, Operators.ToObject(r, self), ",", true))
        .Method("toReversed", 0, ArrayCopyBuiltIns.ToReversed)
        .Method("toSorted", 1, ArraySort.ToSorted)
        .Method("toSpliced", 2, ArrayCopyBuiltIns.ToSpliced)
        .Method("toString", 0, static (r, self, _) =>
        {
            var o = Operators.ToObject(r, self);
            return o.Get(r, "join").Ref is JsFunction join
                ? join.Call(r, JsValue.Of(o), [])
                : r.Text($"[object {(o.IsArray ? "Array" : "Object")}]");
        })
        .Method("unshift", 1, Unshift)
        .Value("values", r => r.ArrayValues)
        .Method("with", 2, ArrayCopyBuiltIns.With)
        .Value(JsSymbol.Iterator, r => r.ArrayValues)
        .Value(JsSymbol.Unscopables, Unscopables, Attributes.Configurable);

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var prototype = newTarget is null ? realm.ArrayPrototype : realm.PrototypeFor(newTarget, Intrinsic.ArrayPrototype);
        realm.Charge(64);
        if (a.Length == 1 && a[0].IsNumber)
        {
            var length = Operators.ToUint32(a[0].Num);
            if (length != a[0].Num)
            {
                throw realm.RangeError("Invalid array length");
            }

            var array = new JsArray(prototype, [], 0);
            array.SetLength(realm, length);
            return JsValue.Of(array);
        }

        realm.Charge(a.Length * 16L);
        return JsValue.Of(new JsArray(prototype, a.ToArray(), a.Length));
    }

    public static JsValue Get(Realm realm, JsObject o, double index) =>
        index < uint.MaxValue ? o.GetIndex(realm, (uint)index) : o.Get(realm, PropertyKey.Of((long)index));

    public static PropertyKey Key(double index) => PropertyKey.Of((long)index);

    public static bool Has(Realm realm, JsObject o, double index) =>
        (o is JsArray { IsDense: true } array && index < array.Length && !array.DenseAt((uint)index).IsEmpty) || o.Has(realm, Key(index));

    public static void Put(Realm realm, JsObject o, double index, in JsValue value)
    {
        if (o is JsArray array && index < uint.MaxValue && array.TryWriteDense((uint)index, value))
        {
            return;
        }

        o.Put(realm, Key(index), value);
    }

    public static void Remove(Realm realm, JsObject o, double index)
    {
        if (!o.Delete(realm, Key(index)))
        {
            throw realm.TypeError($"Cannot delete property '{Key(index)}'");
        }
    }

    public static void SetLength(Realm realm, JsObject o, double length) => o.Put(realm, LengthKey, JsValue.Of(length));

    /// <summary>An array for results, of the species of the source.</summary>
    public static JsObject SpeciesCreate(Realm realm, JsObject source, double length)
    {
        if (source is JsArray && ReferenceEquals(source.Prototype, realm.ArrayPrototype) && !source.HasOwn(realm, ConstructorKey) &&
            ((IntrinsicObject)realm.ArrayPrototype).IsUnmade(ConstructorKey))
        {
            return Plain(realm, length);
        }

        if (!source.IsArray)
        {
            return Plain(realm, length);
        }

        var constructor = source.Get(realm, ConstructorKey);
        if (constructor.Ref is JsObject holder)
        {
            constructor = holder.Get(realm, JsSymbol.Species);
            constructor = constructor.IsNull ? default : constructor;
        }

        if (constructor.IsUndefined)
        {
            return Plain(realm, length);
        }

        return constructor.Ref is JsFunction { IsConstructor: true } function
            ? (JsObject)function.Construct(realm, [JsValue.Of(length)], function).Ref!
            : throw realm.TypeError("Species is not a constructor");
    }

    private static JsArray Plain(Realm realm, double length)
    {
        if (length > uint.MaxValue)
        {
            throw realm.RangeError("Invalid array length");
        }

        var array = realm.NewArray([]);
        array.SetLength(realm, (uint)length);
        return array;
    }

    private static JsObject Create(Realm realm, in JsValue constructor, double? length) => constructor.Ref is JsFunction { IsConstructor: true } function
        ? (JsObject)function.Construct(realm, length is { } n ? [JsValue.Of(n)] : [], function).Ref!
        : Plain(realm, length ?? 0);

    private static JsValue Unscopables(Realm realm)
    {
        var list = new JsObject(null);
        foreach (var name in new[] { "at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "includes", "keys", "toReversed", "toSorted", "toSpliced", "values" })
        {
            list.Add(name, JsValue.True, Attributes.All);
        }

        return JsValue.Of(list);
    }

    private static JsValue From(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var map = a.At(1).IsUndefined ? null : a.Callback(realm, 1);
        var items = a.At(0);
        var method = Operators.GetMethod(realm, items, JsSymbol.Iterator);
        if (method is not null)
        {
            var result = Create(realm, self, null);
            var iteration = Iteration.Of(realm, items);
            long position = 0;
            while (iteration.MoveNext(out var item))
            {
                ThrowException? failure = null;
                try
                {
                    result.CreateData(realm, PropertyKey.Of(position), map is null ? item : map.Call(realm, a.At(2), [item, JsValue.Of(position)]));
                }
                catch (ThrowException thrown)
                {
                    failure = thrown;
                }

                if (failure is not null)
                {
                    throw iteration.Abandon(failure);
                }

                position++;
            }

            SetLength(realm, result, position);
            return JsValue.Of(result);
        }

        var source = Operators.ToObject(realm, items);
        var length = Operators.LengthOf(realm, source);
        var target = Create(realm, self, length);
        for (double i = 0; i < length; i++)
        {
            realm.Step();
            var item = Get(realm, source, i);
            target.CreateData(realm, Key(i), map is null ? item : map.Call(realm, a.At(2), [item, JsValue.Of(i)]));
        }

        SetLength(realm, target, length);
        return JsValue.Of(target);
    }

    private static JsValue At(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var index = Operators.ToInteger(realm, a.At(0));
        index = index < 0 ? length + index : index;
        return index < 0 || index >= length ? default : Get(realm, o, index);
    }

    private static JsValue Concat(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var result = SpeciesCreate(realm, o, 0);
        double n = 0;
        for (var i = -1; i < a.Length; i++)
        {
            var item = i < 0 ? JsValue.Of(o) : a[i];
            if (item.Ref is not JsObject source || !IsSpreadable(realm, source))
            {
                result.CreateData(realm, Key(n++), item);
                continue;
            }

            var length = Operators.LengthOf(realm, source);
            if (n + length > MaxLength)
            {
                throw realm.TypeError("The array would be too long");
            }

            for (double k = 0; k < length; k++, n++)
            {
                realm.Step();
                if (Has(realm, source, k))
                {
                    result.CreateData(realm, Key(n), Get(realm, source, k));
                }
            }
        }

        SetLength(realm, result, n);
        return JsValue.Of(result);
    }

    private static bool IsSpreadable(Realm realm, JsObject o)
    {
        var flag = o.Get(realm, JsSymbol.IsConcatSpreadable);
        return flag.IsUndefined ? o.IsArray : Operators.ToBoolean(flag);
    }

    private static JsValue CopyWithin(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var to = Arguments.Relative(realm, a.At(0), length, 0);
        var from = Arguments.Relative(realm, a.At(1), length, 0);
        var count = Math.Min(Arguments.Relative(realm, a.At(2), length, length) - from, length - to);
        var backwards = from < to && to < from + count;
        for (double i = 0; i < count; i++)
        {
            realm.Step();
            var offset = backwards ? count - 1 - i : i;
            if (Has(realm, o, from + offset))
            {
                Put(realm, o, to + offset, Get(realm, o, from + offset));
            }
            else
            {
                Remove(realm, o, to + offset);
            }
        }

        return JsValue.Of(o);
    }

    private static JsValue Fill(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var end = Arguments.Relative(realm, a.At(2), length, length);
        for (var i = Arguments.Relative(realm, a.At(1), length, 0); i < Math.Min(end, length); i++)
        {
            realm.Step();
            Put(realm, o, i, a.At(0));
        }

        return JsValue.Of(o);
    }

    private static JsValue Reverse(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        for (double low = 0; low < Math.Floor(length / 2); low++)
        {
            realm.Step();
            var high = length - 1 - low;
            var hasLow = Has(realm, o, low);
            var lowValue = hasLow ? Get(realm, o, low) : default;
            var hasHigh = Has(realm, o, high);
            var highValue = hasHigh ? Get(realm, o, high) : default;
            if (hasHigh)
            {
                Put(realm, o, low, highValue);
            }
            else if (hasLow)
            {
                Remove(realm, o, low);
            }

            if (hasLow)
            {
                Put(realm, o, high, lowValue);
            }
            else if (hasHigh)
            {
                Remove(realm, o, high);
            }
        }

        return JsValue.Of(o);
    }
}
