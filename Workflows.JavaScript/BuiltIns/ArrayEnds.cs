namespace Workflows.JavaScript.BuiltIns;

internal static partial class ArrayBuiltIns
{
    private static JsValue Push(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is JsArray array && array.AppendsPlainly(realm) && array.Length + (long)a.Length < int.MaxValue)
        {
            foreach (var item in a)
            {
                array.Append(realm, item);
            }

            return JsValue.Of(array.Length);
        }

        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length + a.Length > MaxLength)
        {
            throw realm.TypeError("The array would be too long");
        }

        foreach (var item in a)
        {
            Put(realm, o, length++, item);
        }

        SetLength(realm, o, length);
        return JsValue.Of(length);
    }

    private static JsValue Pop(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length == 0)
        {
            SetLength(realm, o, 0);
            return default;
        }

        var value = Get(realm, o, length - 1);
        Remove(realm, o, length - 1);
        SetLength(realm, o, length - 1);
        return value;
    }

    private static JsValue Shift(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length == 0)
        {
            SetLength(realm, o, 0);
            return default;
        }

        var first = Get(realm, o, 0);
        if (o is JsArray array && array.TryShift(realm))
        {
            return first;
        }

        Move(realm, o, 1, 0, length - 1);
        Remove(realm, o, length - 1);
        SetLength(realm, o, length - 1);
        return first;
    }

    private static JsValue Unshift(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (a.Length > 0)
        {
            if (length + a.Length > MaxLength)
            {
                throw realm.TypeError("The array would be too long");
            }

            Move(realm, o, 0, a.Length, length);
            for (var i = 0; i < a.Length; i++)
            {
                Put(realm, o, i, a[i]);
            }
        }

        SetLength(realm, o, length + a.Length);
        return JsValue.Of(length + a.Length);
    }

    /// <summary>Moves a run of elements, holes included, in the direction that does not overwrite what is still needed.</summary>
    public static void Move(Realm realm, JsObject o, double from, double to, double count)
    {
        for (double i = 0; i < count; i++)
        {
            realm.Step();
            var offset = from < to ? count - 1 - i : i;
            if (Has(realm, o, from + offset))
            {
                Put(realm, o, to + offset, Get(realm, o, from + offset));
            }
            else
            {
                Remove(realm, o, to + offset);
            }
        }
    }
}
