namespace Workflows.JavaScript.BuiltIns;

/// <summary>
/// A merge sort, by insertion for short arrays: stable, and safe with comparators that lie, throw or change the array, because it works on a copy and never loops on their answers.
/// </summary>
internal static class ArraySort
{
    public static JsValue Sort(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var comparator = Comparator(realm, a);
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        var items = new List<JsValue>();
        for (double i = 0; i < length; i++)
        {
            realm.Step();
            if (ArrayBuiltIns.Has(realm, o, i))
            {
                realm.Charge(16);
                items.Add(ArrayBuiltIns.Get(realm, o, i));
            }
        }

        var sorted = Sorted(realm, [.. items], comparator);
        for (var i = 0; i < sorted.Length; i++)
        {
            realm.Step();
            ArrayBuiltIns.Put(realm, o, i, sorted[i]);
        }

        for (double i = sorted.Length; i < length; i++)
        {
            realm.Step();
            if (ArrayBuiltIns.Has(realm, o, i))
            {
                ArrayBuiltIns.Remove(realm, o, i);
            }
        }

        return JsValue.Of(o);
    }

    public static JsValue ToSorted(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var comparator = Comparator(realm, a);
        return JsValue.Of(realm.NewArray(Sorted(realm, ArrayCopyBuiltIns.Elements(realm, self), comparator)));
    }

    private static JsFunction? Comparator(Realm realm, ReadOnlySpan<JsValue> a) => a.At(0).IsUndefined
        ? null
        : a.At(0).AsFunction() ?? throw realm.TypeError("The comparison function must be either a function or undefined");

    private static JsValue[] Sorted(Realm realm, JsValue[] items, JsFunction? comparator)
    {
        var defined = Array.FindAll(items, v => !v.IsUndefined);
        realm.Charge(items.Length * 32L);
        if (comparator is null)
        {
            // Texts are made once per element, not once per comparison.
            var keyed = new (string Text, JsValue Value)[defined.Length];
            for (var i = 0; i < keyed.Length; i++)
            {
                realm.Step();
                keyed[i] = (Operators.ToText(realm, defined[i]), defined[i]);
            }

            Merge(realm, keyed, (x, y) => string.CompareOrdinal(x.Text, y.Text));
            defined = Array.ConvertAll(keyed, k => k.Value);
        }
        else
        {
            Merge(realm, defined, (x, y) =>
            {
                var order = Operators.ToNumber(realm, comparator.Call(realm, default, [x, y]));
                return order < 0 ? -1 : order > 0 ? 1 : 0;
            });
        }

        Array.Resize(ref defined, items.Length);
        return defined;
    }

    /// <summary>
    /// Short arrays: extends the sorted run at the start by binary insertion, in the order of comparisons that V8 uses, so that even
    /// comparators that contradict themselves give its result.
    /// </summary>
    private static void Insert<TItem>(Realm realm, TItem[] items, Comparison<TItem> compare)
    {
        if (items.Length < 2)
        {
            return;
        }

        var descending = compare(items[1], items[0]) < 0;
        var run = 2;
        while (run < items.Length && compare(items[run], items[run - 1]) < 0 == descending)
        {
            run++;
        }

        if (descending)
        {
            Array.Reverse(items, 0, run);
        }

        for (; run < items.Length; run++)
        {
            realm.Step();
            var pivot = items[run];
            var left = 0;
            var right = run;
            while (left < right)
            {
                var middle = left + ((right - left) >> 1);
                if (compare(pivot, items[middle]) < 0)
                {
                    right = middle;
                }
                else
                {
                    left = middle + 1;
                }
            }

            Array.Copy(items, left, items, left + 1, run - left);
            items[left] = pivot;
        }
    }

    private static void Merge<TItem>(Realm realm, TItem[] items, Comparison<TItem> compare)
    {
        if (items.Length < 64)
        {
            Insert(realm, items, compare);
            return;
        }

        var source = items;
        var target = new TItem[items.Length];
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var start = 0; start < items.Length; start += width * 2)
            {
                var middle = Math.Min(start + width, items.Length);
                var end = Math.Min(middle + width, items.Length);
                var left = start;
                var right = middle;
                for (var i = start; i < end; i++)
                {
                    realm.Step();
                    target[i] = left < middle && (right >= end || compare(source[left], source[right]) <= 0) ? source[left++] : source[right++];
                }
            }

            (source, target) = (target, source);
        }

        if (!ReferenceEquals(source, items))
        {
            source.CopyTo(items, 0);
        }
    }
}
