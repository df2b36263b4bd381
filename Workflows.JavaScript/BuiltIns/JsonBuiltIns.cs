namespace Workflows.JavaScript.BuiltIns;

internal static class JsonBuiltIns
{
    public static readonly Template Template = new Template()
        .Method("parse", 2, Parse)
        .Method("stringify", 3, Stringify)
        .Constant(JsSymbol.ToStringTag, JsValue.Of("JSON"), Attributes.Configurable);

    private static JsValue Parse(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var value = new JsonReader(realm, Operators.ToText(realm, a.At(0))).Read();
        if (a.At(1).Ref is not JsFunction reviver)
        {
            return value;
        }

        var root = realm.NewObject();
        root.CreateData(realm, "", value);
        return Revive(realm, root, "", reviver);
    }

    private static JsValue Revive(Realm realm, JsObject holder, in PropertyKey key, JsFunction reviver)
    {
        realm.EnsureStack();
        realm.Step();
        var value = holder.Get(realm, key);
        if (value.Ref is JsObject o)
        {
            if (o.IsArray)
            {
                var length = Operators.LengthOf(realm, o);
                for (double i = 0; i < length; i++)
                {
                    ReviveElement(realm, o, ArrayBuiltIns.Key(i), reviver);
                }
            }
            else
            {
                foreach (var name in JsonWriter.EnumerableNames(realm, o))
                {
                    ReviveElement(realm, o, name, reviver);
                }
            }
        }

        return reviver.Call(realm, JsValue.Of(holder), [key.ToValue(), value]);
    }

    private static void ReviveElement(Realm realm, JsObject o, in PropertyKey key, JsFunction reviver)
    {
        var value = Revive(realm, o, key, reviver);
        if (value.IsUndefined)
        {
            o.Delete(realm, key);
        }
        else
        {
            o.Define(realm, key, Descriptor.Data(value, Attributes.All));
        }
    }

    private static JsValue Stringify(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var replacer = a.At(1).AsFunction();
        List<PropertyKey>? allowed = null;
        if (replacer is null && a.At(1).Ref is JsObject { IsArray: true } list)
        {
            allowed = [];
            var length = Operators.LengthOf(realm, list);
            for (double i = 0; i < length; i++)
            {
                realm.Step();
                var item = ArrayBuiltIns.Get(realm, list, i);
                if (item.IsString || item.IsNumber || item.Ref is IPrimitiveHolder { Primitive: { Kind: Kind.String or Kind.Number } })
                {
                    var key = PropertyKey.Of(Operators.ToText(realm, item));
                    if (!allowed.Contains(key))
                    {
                        allowed.Add(key);
                    }
                }
            }
        }

        var space = a.At(2);
        if (space.Ref is IPrimitiveHolder { Primitive: { Kind: Kind.Number } })
        {
            space = JsValue.Of(Operators.ToNumber(realm, space));
        }
        else if (space.Ref is IPrimitiveHolder { Primitive: { Kind: Kind.String } })
        {
            space = JsValue.Of(Operators.ToText(realm, space));
        }

        var gap = space.IsNumber
            ? new string(' ', (int)Math.Clamp(Operators.ToInteger(realm, space), 0, 10))
            : space.IsString ? space.AsString()[..Math.Min(10, space.StringLength)] : "";
        var writer = new JsonWriter(realm, replacer, allowed, gap);
        var holder = realm.NewObject();
        holder.CreateData(realm, "", a.At(0));
        return writer.Write(holder, "", a.At(0)) ? realm.Text(writer.Text) : default;
    }
}
