using System.Text;

namespace Workflows.JavaScript.BuiltIns;

internal static partial class ArrayBuiltIns
{
    private static JsValue Includes(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length == 0)
        {
            return JsValue.False;
        }

        for (var i = Arguments.Relative(realm, a.At(1), length, 0); i < length; i++)
        {
            realm.Step();
            if (Operators.SameValueZero(Get(realm, o, i), a.At(0)))
            {
                return JsValue.True;
            }
        }

        return JsValue.False;
    }

    private static JsValue IndexOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length == 0)
        {
            return JsValue.Of(-1);
        }

        for (var i = Arguments.Relative(realm, a.At(1), length, 0); i < length; i++)
        {
            realm.Step();
            if (Has(realm, o, i) && Operators.StrictEquals(realm, Get(realm, o, i), a.At(0)))
            {
                return JsValue.Of(i);
            }
        }

        return JsValue.Of(-1);
    }

    private static JsValue LastIndexOf(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var length = Operators.LengthOf(realm, o);
        if (length == 0)
        {
            return JsValue.Of(-1);
        }

        var from = a.Length > 1 ? Operators.ToInteger(realm, a[1]) : length - 1;
        for (var i = from < 0 ? length + from : Math.Min(from, length - 1); i >= 0; i--)
        {
            realm.Step();
            if (Has(realm, o, i) && Operators.StrictEquals(realm, Get(realm, o, i), a.At(0)))
            {
                return JsValue.Of(i);
            }
        }

        return JsValue.Of(-1);
    }

    private static JsValue Join(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        Operators.LengthOf(realm, o);
        return JoinWith(realm, o, a.At(0).IsUndefined ? "," : Operators.ToText(realm, a.At(0)), false);
    }

    private static JsValue JoinWith(Realm realm, JsObject o, string separator, bool locale)
    {
        realm.EnsureStack();

        // An array inside itself joins as nothing.
        if (!realm.Joining.Add(o))
        {
            return JsValue.Of("");
        }

        try
        {
            var length = Operators.LengthOf(realm, o);
            var text = new StringBuilder();
            for (double i = 0; i < length; i++)
            {
                realm.Step();
                if (i > 0)
                {
                    text.Append(separator);
                }

                var item = Get(realm, o, i);
                if (!item.IsNullish)
                {
                    text.Append(locale ? Localized(realm, item) : Operators.ToText(realm, item));
                }

                if (text.Length > 1024)
                {
                    Operators.CheckLength(realm, text.Length);
                }
            }

            return realm.Text(text.ToString());
        }
        finally
        {
            realm.Joining.Remove(o);
        }
    }

    private static string Localized(Realm realm, in JsValue item) =>
        Operators.GetMember(realm, item, (PropertyKey)"toLocaleString").Ref is JsFunction function
            ? Operators.ToText(realm, function.Call(realm, item, []))
            : throw realm.TypeError("toLocaleString is not a function");
}
