namespace Workflows.JavaScript.BuiltIns;

internal static class ReflectBuiltIns
{
    public static readonly Template Template = new Template()
        .Method("apply", 3, static (r, _, a) => a.Callback(r, 0).Call(r, a.At(1), FunctionBuiltIns.List(r, a.At(2))))
        .Method("construct", 2, Construct)
        .Method("defineProperty", 3, static (r, _, a) =>
        {
            var o = Target(r, a);
            var key = Operators.ToPropertyKey(r, a.At(1));
            return JsValue.Of(o.Define(r, key, ObjectBuiltIns.ToDescriptor(r, a.At(2))));
        })
        .Method("deleteProperty", 2, static (r, _, a) => JsValue.Of(Target(r, a).Delete(r, Operators.ToPropertyKey(r, a.At(1)))))
        .Method("get", 2, static (r, _, a) => Target(r, a).Get(r, Operators.ToPropertyKey(r, a.At(1)), a.Length > 2 ? a[2] : a[0]))
        .Method("getOwnPropertyDescriptor", 2, static (r, _, a) =>
            Target(r, a).TryGetOwn(r, Operators.ToPropertyKey(r, a.At(1)), out var own) ? ObjectBuiltIns.FromDescriptor(r, own) : default)
        .Method("getPrototypeOf", 1, static (r, _, a) => JsValue.OrNull(Target(r, a).Prototype))
        .Method("has", 2, static (r, _, a) => JsValue.Of(Target(r, a).Has(r, Operators.ToPropertyKey(r, a.At(1)))))
        .Method("isExtensible", 1, static (r, _, a) => JsValue.Of(Target(r, a).Extensible))
        .Method("ownKeys", 1, static (r, _, a) => JsValue.Of(r.NewArray([.. Target(r, a).OwnKeys(r).Select(k => k.ToValue())])))
        .Method("preventExtensions", 1, static (r, _, a) => JsValue.Of(Target(r, a).PreventExtensions(r)))
        .Method("set", 3, static (r, _, a) => JsValue.Of(Target(r, a).Set(r, Operators.ToPropertyKey(r, a.At(1)), a.At(2), a.Length > 3 ? a[3] : a[0])))
        .Method("setPrototypeOf", 2, static (r, _, a) => a.At(1).IsObject || a.At(1).IsNull
            ? JsValue.Of(Target(r, a).SetPrototype(r, a.At(1).AsObject()))
            : throw r.TypeError("Object prototype may only be an Object or null"))
        .Constant(JsSymbol.ToStringTag, JsValue.Of("Reflect"), Attributes.Configurable);

    private static JsObject Target(Realm realm, ReadOnlySpan<JsValue> a) =>
        a.At(0).AsObject() ?? throw realm.TypeError("Reflect was called on a value that is not an object");

    private static JsValue Construct(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (a.At(0).Ref is not JsFunction { IsConstructor: true } function)
        {
            throw realm.TypeError("The first argument is not a constructor");
        }

        var newTarget = function;
        if (a.Length > 2)
        {
            newTarget = a[2].Ref is JsFunction { IsConstructor: true } other ? other : throw realm.TypeError("The third argument is not a constructor");
        }

        return function.Construct(realm, FunctionBuiltIns.List(realm, a.At(1)), newTarget);
    }
}
