namespace Workflows.JavaScript.BuiltIns;

internal static class BooleanBuiltIns
{
    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Boolean]))
        .Method("toString", 0, static (r, self, _) => JsValue.Of(This(r, self).IsTrue ? "true" : "false"))
        .Method("valueOf", 0, static (r, self, _) => This(r, self));

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var value = JsValue.Of(Operators.ToBoolean(a.At(0)));
        return newTarget is null ? value : JsValue.Of(new PrimitiveObject(realm.PrototypeFor(newTarget, Intrinsic.BooleanPrototype), value));
    }

    private static JsValue This(Realm realm, in JsValue self) => self.IsBoolean
        ? self
        : self.Ref is IPrimitiveHolder { Primitive: { IsBoolean: true } inner } ? inner : throw realm.TypeError("The value is not a boolean");
}
