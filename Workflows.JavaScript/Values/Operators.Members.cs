namespace Workflows.JavaScript.Values;

internal static partial class Operators
{
    private static readonly PropertyKey LengthKey = "length";

    public static JsValue GetMember(Realm realm, in JsValue target, in JsValue key)
    {
        if (target.IsNullish)
        {
            throw realm.TypeError($"Cannot read properties of {(target.IsNull ? "null" : "undefined")} (reading '{(key.IsObject ? "[object]" : ToPropertyKey(realm, key).ToString())}')");
        }

        return GetMember(realm, target, ToPropertyKey(realm, key));
    }

    /// <summary>Reads a property of any value, primitives included.</summary>
    public static JsValue GetMember(Realm realm, in JsValue target, in PropertyKey key)
    {
        switch (target.Kind)
        {
            case Kind.Object:
                return ((JsObject)target.Ref!).Get(realm, key, target);
            case Kind.String:
                if (key.Equals(LengthKey))
                {
                    return JsValue.Of(target.StringLength);
                }

                if (key.IsIndex && key.Index < (uint)target.StringLength)
                {
                    return Character(target.AsString()[(int)key.Index]);
                }

                return realm[Intrinsic.StringPrototype].Get(realm, key, target);
            case Kind.Number:
                return realm[Intrinsic.NumberPrototype].Get(realm, key, target);
            case Kind.Boolean:
                return realm[Intrinsic.BooleanPrototype].Get(realm, key, target);
            case Kind.Symbol:
                return realm[Intrinsic.SymbolPrototype].Get(realm, key, target);
            default:
                throw realm.TypeError($"Cannot read properties of {(target.IsNull ? "null" : "undefined")} (reading '{key}')");
        }
    }

    public static void PutMember(Realm realm, in JsValue target, in PropertyKey key, in JsValue value, bool strict)
    {
        if (target.Ref is JsObject o)
        {
            o.Put(realm, key, value, strict);
            return;
        }

        if (target.IsNullish)
        {
            throw realm.TypeError($"Cannot set properties of {(target.IsNull ? "null" : "undefined")} (setting '{key}')");
        }

        if (!ToObject(realm, target).Set(realm, key, value, target) && strict)
        {
            throw realm.TypeError($"Cannot create property '{key}' on {TypeOf(target)}");
        }
    }

    public static bool DeleteMember(Realm realm, in JsValue target, in PropertyKey key, bool strict)
    {
        var done = ToObject(realm, target).Delete(realm, key);
        return done || !strict ? done : throw realm.TypeError($"Cannot delete property '{key}'");
    }

    public static JsFunction? GetMethod(Realm realm, in JsValue target, in PropertyKey key)
    {
        var method = GetMember(realm, target, key);
        return method.IsNullish ? null : method.AsFunction() ?? throw realm.TypeError($"{key} is not a function");
    }

    public static double LengthOf(Realm realm, JsObject o) =>
        o is JsArray array ? array.Length : ToLength(realm, o.Get(realm, LengthKey));

    /// <summary>Copies own enumerable properties, as spread and Object.assign read them.</summary>
    public static void CopyProperties(Realm realm, JsObject target, in JsValue source, List<PropertyKey>? excluded)
    {
        if (source.IsNullish)
        {
            return;
        }

        var from = ToObject(realm, source);
        foreach (var key in from.OwnKeys(realm))
        {
            realm.Step();
            if ((excluded is null || !excluded.Contains(key)) && from.TryGetOwn(realm, key, out var own) && own.Enumerable)
            {
                target.CreateData(realm, key, from.Get(realm, key));
            }
        }
    }

    public static JsObject CopyRest(Realm realm, in JsValue source, List<PropertyKey> used)
    {
        realm.Charge(80);
        var rest = new JsObject(realm.ObjectPrototype);
        CopyProperties(realm, rest, source, used);
        return rest;
    }

    /// <summary>The constructor an object names for making derived objects (ECMA-262 7.3.22).</summary>
    public static JsFunction SpeciesConstructor(Realm realm, JsObject o, JsFunction standard)
    {
        var constructor = o.Get(realm, "constructor");
        if (constructor.IsUndefined)
        {
            return standard;
        }

        if (constructor.Ref is not JsObject holder)
        {
            throw realm.TypeError("The constructor property is not an object");
        }

        var species = holder.Get(realm, JsSymbol.Species);
        return species.IsNullish
            ? standard
            : species.Ref is JsFunction { IsConstructor: true } function ? function : throw realm.TypeError("Species is not a constructor");
    }

    public static bool IsArray(in JsValue value) => value.Ref is JsObject { IsArray: true };
}
