using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.BuiltIns;

internal sealed class WeakObject(JsObject prototype, bool hasValues) : JsObject(prototype)
{
    public ConditionalWeakTable<JsObject, object> Table { get; } = [];

    public bool HasValues => hasValues;
}

internal static class WeakBuiltIns
{
    public static readonly Template MapPrototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.WeakMap]))
        .Method("delete", 1, static (r, self, a) => JsValue.Of(This(r, self, true).Table is var t && a.At(0).Ref is JsObject k && t.Remove(k)))
        .Method("get", 1, static (r, self, a) => This(r, self, true).Table is var t && a.At(0).Ref is JsObject key && t.TryGetValue(key, out var value) ? (JsValue)value : default)
        .Method("has", 1, static (r, self, a) => JsValue.Of(This(r, self, true).Table is var t && a.At(0).Ref is JsObject key && t.TryGetValue(key, out _)))
        .Method("set", 2, static (r, self, a) => Put(r, This(r, self, true), self, a.At(0), a.At(1)))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("WeakMap"), Attributes.Configurable);

    public static readonly Template SetPrototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.WeakSet]))
        .Method("add", 1, static (r, self, a) => Put(r, This(r, self, false), self, a.At(0), JsValue.True))
        .Method("delete", 1, static (r, self, a) => JsValue.Of(This(r, self, false).Table is var t && a.At(0).Ref is JsObject k && t.Remove(k)))
        .Method("has", 1, static (r, self, a) => JsValue.Of(This(r, self, false).Table is var t && a.At(0).Ref is JsObject key && t.TryGetValue(key, out _)))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("WeakSet"), Attributes.Configurable);

    public static JsValue ConstructMap(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var map = New(realm, newTarget, Intrinsic.WeakMapPrototype, true);
        if (!a.At(0).IsNullish)
        {
            var adder = map.Get(realm, "set").AsFunction() ?? throw realm.TypeError("'set' is not a function");
            CollectionBuiltIns.ForEachEntry(realm, a.At(0), (key, value) => adder.Call(realm, JsValue.Of(map), [key, value]));
        }

        return JsValue.Of(map);
    }

    public static JsValue ConstructSet(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var set = New(realm, newTarget, Intrinsic.WeakSetPrototype, false);
        if (!a.At(0).IsNullish)
        {
            var adder = set.Get(realm, "add").AsFunction() ?? throw realm.TypeError("'add' is not a function");
            var iteration = Iteration.Of(realm, a.At(0));
            while (iteration.MoveNext(out var item))
            {
                adder.Call(realm, JsValue.Of(set), [item]);
            }
        }

        return JsValue.Of(set);
    }

    private static WeakObject New(Realm realm, JsObject? newTarget, Intrinsic prototype, bool hasValues)
    {
        if (newTarget is null)
        {
            throw realm.TypeError("Constructor requires 'new'");
        }

        realm.Charge(300);
        return new WeakObject(realm.PrototypeFor(newTarget, prototype), hasValues);
    }

    private static WeakObject This(Realm realm, in JsValue self, bool hasValues) =>
        self.Ref is WeakObject o && o.HasValues == hasValues ? o : throw realm.TypeError("The method was called on a value of another kind");

    private static JsValue Put(Realm realm, WeakObject target, in JsValue self, in JsValue key, in JsValue value)
    {
        if (key.Ref is not JsObject o)
        {
            throw realm.TypeError("Invalid value used as weak map key");
        }

        realm.Charge(100);
        target.Table.AddOrUpdate(o, value);
        return self;
    }
}
